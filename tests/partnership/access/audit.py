"""The audit: for the auditor and the administrator."""

from tests.partnership.access.expected import Access

READERS = frozenset({"auditor", "administrator"})

EXPECTED = {"audit:acts": Access(READERS), "audit:looks": Access(READERS)}
