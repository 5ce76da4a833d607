"""From a shape to SQL: one expression a column of `typed`, and the tests that hold a row."""

from safercity.evidence.extracts.fields.dates import date_fields
from safercity.evidence.extracts.fields.places import place_fields
from safercity.evidence.extracts.fields.words import word_fields

__all__ = ["date_fields", "place_fields", "word_fields"]
