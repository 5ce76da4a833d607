"""Commitments: states, rules, circles, lateness, pages."""
