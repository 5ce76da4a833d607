"""The strategy's room."""
