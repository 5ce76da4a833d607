"""What an edition tells of an indicator and of the areas frozen at the baseline."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.utils.translation import gettext_noop

from safercity.documents.edition_view import Edition, Row, read_table
from safercity.documents.measures import label_of, number_of
from safercity.evidence.errors import SaferCityError
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.performance.queries.charting import Charted, Point, chart_rows
from safercity.partnership.places.queries import get_edition
from safercity.partnership.sharing.queries import Marked, VisibleEdition

# The evidence's verdict on frozen areas (evidence.indicators.frozen) and which way that is.
JUDGED = ("frozen_better", "frozen_worse", "frozen_changed", "frozen_same")


@dataclass(frozen=True)
class Frozen:
    """The frozen areas of one agency's records, beside their matches. `way`: 0 where alike."""

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


@lru_cache(maxsize=256)
def read_indicator(edition: Edition, name: str) -> Charted | str:
    """The reading of an indicator; why there is none, in words."""
    found = _find_indicator(edition, name)
    if found is None:
        return gettext_noop("The edition does not hold this indicator.")
    if "reading" not in found:
        return str(found["not_read"])
    reading = found["reading"]
    columns = [each["name"] for each in reading["table"]["columns"]]
    says = tuple(each["text"] for each in (*reading["statements"], *reading["limits"]))
    return Charted(chart_rows(columns, reading["table"]["rows"]), found["chart"], says)


def mark_indicator(edition: VisibleEdition, name: str) -> Marked:
    """What an indicator's figures carry, by the records that they are made from."""
    found = _find_indicator(edition, name) or {}
    return edition.mark(found.get("agencies", ()))


def mark_frozen(edition: VisibleEdition) -> Marked:
    """What figures of the frozen areas carry: all of the evidence chose those areas."""
    return edition.mark_table("frozen")


def name_indicator(edition: Edition, name: str) -> str:
    """An indicator's title; its own name where the edition does not hold it."""
    found = _find_indicator(edition, name)
    return str(found.get("title", name)) if found else name


def _find_indicator(edition: Edition, name: str) -> Row | None:
    rows = read_table(edition, "indicators").get("indicators", ())
    return next((each for each in rows if each["id"] == name), None)


@lru_cache(maxsize=64)
def read_frozen(edition: Edition, layer: str) -> Frozen | str:
    """The frozen areas in the records of `layer`; why there are none, in words."""
    table = read_table(edition, "frozen")
    if not table:
        return gettext_noop("This edition was made without areas frozen at a baseline.")
    agency = next((each for each in table["agencies"] if each["id"] == layer), None)
    if agency is None or "now" not in agency:
        untold = [*(table.get("untold") or ()), *((agency or {}).get("untold") or ())]
        told = untold[0] if untold else gettext_noop("No such agency's records are compared.")
        return str(told.get("why", told) if isinstance(told, dict) else told)
    now, baseline = agency["now"], table["baseline"]
    first = now["statements"][0]
    slug = first["id"].rpartition(".")[2]
    ratio = first["values"].get("ratio") or 1.0
    is_change = slug in ("frozen_better", "frozen_worse", "frozen_changed")
    return Frozen(
        points=tuple(
            Point(row[0], row[1], is_judged=True, count=row[1], beside=row[2])
            for row in now["table"]["rows"]
        ),
        baseline=baseline,
        way=0 if not is_change else (1 if ratio > 1 else -1),
        since=label_of(number_of(baseline) + 1, "month"),
        is_unjudged=slug not in JUDGED,
        says=tuple(each["text"] for each in (*now["statements"], *now["limits"])),
    )
