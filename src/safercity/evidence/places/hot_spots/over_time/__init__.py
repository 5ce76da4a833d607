"""Persistent, emerging, seasonal, former: what hot spots do from period to period."""
