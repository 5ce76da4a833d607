"""The door's twin for single records: which sources, and which of their fields."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from safercity.evidence.extracts.shape import Shape
from safercity.evidence.extracts.shapes import load_shapes
from safercity.partnership.common.asking import once_a_page
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.sharing.queries.marking import LOWEST, SENSITIVE, Marked, mark_sources
from safercity.partnership.sharing.queries.terms import find_terms

RECORDS = "records"  # the use, in content/sharing/uses.yaml


@dataclass(frozen=True)
class VisibleSource:
    """A source whose ledger a viewer sees, with the fields of its rows that may be shown."""

    shape: Shape
    fields: frozenset[str]
    is_own: bool

    def cut_row(self, values: Mapping[str, str | None]) -> dict[str, str | None]:
        """A row's values, those of the fields allowed."""
        return {name: value for name, value in values.items() if name in self.fields}


def mark_records(viewer: Viewer, sources: Iterable[VisibleSource], *, made_up: bool) -> Marked:
    """What a page or file of these sources' records carries.

    Restricted records of a real agency are never less than sensitive. `made_up`: all are invented.
    """
    closed = {one.shape.id for one in sources if one.shape.sensitivity != "open"}
    least = SENSITIVE if closed and not made_up else LOWEST
    return mark_sources(find_terms(viewer, purpose=RECORDS), closed, least=least)


@once_a_page
def visible_sources(viewer: Viewer, *, content: Path | None = None) -> dict[str, VisibleSource]:
    """The sources whose records this viewer may look at, by id.

    Open ones: all. Of the viewer's own agency: every field that is not personal. Others: what an
    agreement in force names, where it may be used for records.
    """
    own = content if content and content.is_dir() else None
    terms = find_terms(viewer, purpose=RECORDS)
    found = {}
    for source, shape in load_shapes(own).items():
        public = frozenset(n for n, one in shape.columns.items() if one.sensitivity != "personal")
        agreed = public & {field for of, field in terms.fields if of == source}
        is_own = terms.everything or shape.agency in terms.own
        if is_own or shape.sensitivity == "open":
            found[source] = VisibleSource(shape, public, is_own)
        elif agreed:
            found[source] = VisibleSource(shape, agreed, is_own)
    return found
