"""Facts, current state and the one heavy operation, `count_by`."""

from safercity.evidence.store.count import Store, count_by, open_store, unit_labels
from safercity.evidence.store.coverage import SourceCoverage, read_coverage
from safercity.evidence.store.questions import Question

__all__ = [
    "Question",
    "SourceCoverage",
    "Store",
    "count_by",
    "open_store",
    "read_coverage",
    "unit_labels",
]
