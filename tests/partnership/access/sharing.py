"""The register of agreements."""

from tests.partnership.access.expected import Access

EXPECTED: dict[str, Access] = {}
