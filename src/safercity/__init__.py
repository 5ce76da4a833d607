"""Safer City: open software that runs a Community Safety Partnership."""

__version__ = "0.1.0"
