"""Facts, current state and the one heavy operation, `count_by`."""

from safercity.evidence.store.count import Lines, count_by, count_lines, count_themes, unit_labels
from safercity.evidence.store.coverage import SourceCoverage, read_coverage
from safercity.evidence.store.happenings import Happenings, read_happenings
from safercity.evidence.store.questions import Question, Unit
from safercity.evidence.store.records import Store, open_store
from safercity.evidence.store.references import read_reference

__all__ = [
    "Happenings",
    "Lines",
    "Question",
    "SourceCoverage",
    "Store",
    "Unit",
    "count_by",
    "count_lines",
    "count_themes",
    "open_store",
    "read_coverage",
    "read_happenings",
    "read_reference",
    "unit_labels",
]
