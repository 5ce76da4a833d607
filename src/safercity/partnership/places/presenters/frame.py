"""What every page says about the edition it shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from safercity.documents.names import Names, read_names
from safercity.partnership.common.in_words import (
    join_words,
    write_month,
    write_month_end,
    write_months,
    write_share,
)


def names() -> Names:
    """Titles of agencies and themes, the workspace's own before those shipped."""
    return _read_names(settings.SAFERCITY.workspace / "content")


@lru_cache(maxsize=2)
def _read_names(content: Path) -> Names:
    return read_names(overrides=content if content.is_dir() else None)


@dataclass(frozen=True)
class Frame:
    """The partnership's title, the edition, and how far each agency's records run."""

    title: str
    is_made_up: bool
    edition: str
    records_to: str
    reach: str
    unplaced: str


def present_frame(manifest: Mapping[str, Any]) -> Frame:
    """The frame of pages, from the manifest of an edition as far as it is seen."""
    return Frame(
        title=manifest.get("title", ""),
        is_made_up=bool(manifest.get("made_up")),
        edition=manifest["edition"][:12],
        records_to=write_month_end(manifest["as_of"]),
        reach=describe_reach(manifest.get("data_to", {})),
        unplaced=write_share(unplaced_share(manifest.get("data_to", {}))),
    )


def describe_reach(data_to: dict[str, Any]) -> str:
    """Agencies by the month their records run to, and the months that are missing before it."""
    by_month: dict[str, list[str]] = {}
    for slug in names().in_order(data_to):
        by_month.setdefault(data_to[slug].get("to") or "", []).append(slug)
    parts = [
        _("%(agencies)s to %(month)s")
        % {"agencies": join_words([names().agency(s) for s in slugs]), "month": _month(month)}
        for month, slugs in sorted(by_month.items(), reverse=True)
    ]
    missing = [
        _("%(agency)s sent none for %(months)s")
        % {"agency": names().agency(slug), "months": write_months(data_to[slug]["missing"])}
        for slug in names().in_order(data_to)
        if data_to[slug].get("missing")
    ]
    return ". ".join(["; ".join(parts), *missing])


def _month(label: str) -> str:
    return write_month(label) if label else _("no month")


def unplaced_share(data_to: dict[str, Any]) -> float | None:
    """The share of all rows without a place, over agencies by their rows."""
    rows = sum(each.get("rows") or 0 for each in data_to.values())
    if not rows:
        return None
    return sum((each.get("rows") or 0) * (each.get("unplaced_share") or 0)
               for each in data_to.values()) / rows  # fmt: skip
