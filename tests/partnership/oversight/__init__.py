"""Assurance, adoptions, reviews, duties of the law."""
