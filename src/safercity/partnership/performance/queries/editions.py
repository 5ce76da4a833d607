"""What an edition tells of an indicator and of the areas frozen at the baseline."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from safercity.documents.edition_view import Edition, Row, read_table
from safercity.documents.measures import label_of, number_of
from safercity.evidence.assess.vintages import Vintage, list_vintages
from safercity.evidence.errors import SaferCityError
from safercity.evidence.workspace import open_workspace
from safercity.partnership.common.rules import NotVisible
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.performance.queries.charting import Charted, Point, chart_rows
from safercity.partnership.places.queries import find_edition, get_edition
from safercity.partnership.sharing.queries import Marked, VisibleEdition, read_small

# The evidence's verdict on frozen areas (evidence.indicators.frozen) and which way that is.
CHANGED = ("frozen_better", "frozen_worse", "frozen_changed")
JUDGED = (*CHANGED, "frozen_same")
SAID = (*JUDGED, "frozen_not_judged")


@dataclass(frozen=True)
class Frozen:
    """The frozen areas by one agency's records or one indicator, beside their matches. `way`: 0
    where alike."""

    points: tuple[Point, ...]
    baseline: str
    way: int
    since: str
    is_unjudged: bool
    says: tuple[str, ...]


def see_edition(viewer: Viewer) -> VisibleEdition | None:
    """The current edition as the viewer may see it for measures; None where there is none."""
    try:
        return get_edition(settings.SAFERCITY.workspace, viewer, purpose="performance")
    except (SaferCityError, OSError):
        return None


def see_edition_of(viewer: Viewer, digest: str) -> VisibleEdition:
    """An edition by its digest as the viewer may see it for measures. Errors: NotVisible."""
    try:
        workspace = settings.SAFERCITY.workspace
        return find_edition(workspace, viewer, digest=digest, purpose="performance")
    except (SaferCityError, OSError) as error:
        raise NotVisible(_("There is no such edition here.")) from error


def list_agencies(edition: VisibleEdition, name: str) -> tuple[str, ...]:
    """The agencies whose records an indicator is made from, as far as the edition says so."""
    return tuple((find_indicator(edition, name) or {}).get("agencies", ()))


def list_sources(edition: VisibleEdition, name: str) -> tuple[str, ...]:
    """The sources that an indicator is made from, as far as the edition says so."""
    return tuple((find_indicator(edition, name) or {}).get("sources", ()))


def list_extracts(edition: VisibleEdition, sources: Collection[str]) -> tuple[Vintage, ...]:
    """The extracts of these sources behind an edition; none where an edition's folder is shown."""
    folder = settings.SAFERCITY.workspace
    if not (folder / "workspace.json").is_file():
        return ()
    return list_vintages(open_workspace(folder), sources, edition=edition.digest)


@lru_cache(maxsize=256)
def read_indicator(edition: Edition, name: str) -> Charted | str:
    """The reading of an indicator; why there is none, in words."""
    found = find_indicator(edition, name)
    if found is None:
        return gettext_noop("The edition does not hold this indicator, as far as you may see it.")
    if "reading" not in found:
        return str(found["not_read"])
    reading = found["reading"]
    columns = [each["name"] for each in reading["table"]["columns"]]
    says = tuple(each["text"] for each in (*reading["statements"], *reading["limits"]))
    return Charted(chart_rows(columns, reading["table"]["rows"]), found["chart"], says)


def mark_indicator(edition: VisibleEdition, name: str) -> Marked:
    """What an indicator's figures carry, by the sources that they are made from; by all that their
    agencies send in an edition that does not name them."""
    found = find_indicator(edition, name) or {}
    if "sources" in found:
        return edition.mark_made_of(found["sources"])
    return edition.mark(found.get("agencies", ()))


def mark_frozen(edition: VisibleEdition) -> Marked:
    """What figures of the frozen areas carry: all of the evidence chose those areas."""
    return edition.mark_table("frozen")


def name_indicator(edition: Edition, name: str) -> str:
    """An indicator's title; its own name where the edition does not hold it."""
    found = find_indicator(edition, name)
    return str(found.get("title", name)) if found else name


def find_indicator(edition: Edition, name: str) -> Row | None:
    """An indicator's row; None where the edition, as it is seen, does not hold it."""
    rows = read_table(edition, "indicators").get("indicators", ())
    return next((each for each in rows if each["id"] == name), None)


def read_frozen(edition: Edition, name: str, *, part: str = "agencies") -> Frozen | str:
    """The frozen areas in an agency's records, or by an indicator (`part`: "indicators"); why there
    are none, in words."""
    table = read_table(edition, "frozen")
    if not table:
        return gettext_noop(
            "This edition has no areas frozen at a baseline, as far as you may see it."
        )
    row = find_frozen(edition, name, part=part)
    if row is None or "now" not in row:
        untold = [*(table.get("untold") or ()), *((row or {}).get("untold") or ())]
        told = (
            untold[0]
            if untold
            else gettext_noop(
                "The edition does not compare its frozen areas by this, as far as you may see it."
            )
        )
        return str(told.get("why", told) if isinstance(told, dict) else told)
    return _read_now(edition, name, part=part) or gettext_noop(
        "What is said of these areas tells a count that is too small to be shown to you."
    )


def find_frozen(edition: Edition, name: str, *, part: str) -> Row | None:
    """The frozen areas' row of an agency or indicator (`part`); None where there is none."""
    rows = read_table(edition, "frozen").get(part, ())
    return next((each for each in rows if each["id"] == name), None)


def _read_now(edition: Edition, name: str, *, part: str) -> Frozen | None:
    """The comparison of a row that has one; None where its verdict is kept from the reader."""
    now = (find_frozen(edition, name, part=part) or {})["now"]
    said = {one["id"].rpartition(".")[2]: one for one in now["statements"]}
    slug = next((each for each in said if each in SAID), None)
    if slug is None:
        return None
    baseline = read_table(edition, "frozen")["baseline"]
    ratio = said[slug]["values"].get("ratio") or 1.0
    return Frozen(
        points=tuple(_read_month(row) for row in now["table"]["rows"]),
        baseline=baseline,
        way=0 if slug not in CHANGED else (1 if ratio > 1 else -1),
        since=label_of(number_of(baseline) + 1, "month"),
        is_unjudged=slug not in JUDGED,
        says=tuple(each["text"] for each in (*now["statements"], *now["limits"])),
    )


def _read_month(row: Sequence[Any]) -> Point:
    """A month, frozen and matched areas; a count that is hidden is drawn as its threshold."""
    label, frozen, matched = row
    below = read_small(frozen) if isinstance(frozen, str) else 0
    value = float(below) if isinstance(frozen, str) else frozen
    return Point(
        label,
        value,
        is_judged=True,
        count=value,
        beside=None if isinstance(matched, str) else matched,
        below=below,
    )
