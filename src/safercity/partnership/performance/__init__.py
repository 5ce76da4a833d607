"""Measures of the strategy's outcomes, partners' returns, the dashboard."""
