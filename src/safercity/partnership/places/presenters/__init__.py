"""Editions as plain values for templates. Words shared with the papers come from `documents`."""
