"""Filters of oversight's templates."""
