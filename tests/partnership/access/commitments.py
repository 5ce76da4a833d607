"""Commitments."""

from tests.partnership.access.expected import Access

EXPECTED: dict[str, Access] = {}
