"""Oversight as pages show it."""
