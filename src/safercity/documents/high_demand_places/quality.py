"""How good was the list: an earlier list against months it had not seen, printed even when bad."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from safercity.documents.edition_view import Edition, read_table
from safercity.documents.values import Aside, Block, Cell, Column, Paragraph, Section, Table
from safercity.documents.words import (
    capitalise,
    spell_slug,
    write_figure,
    write_month,
    write_plural,
    write_share,
)

RIVALS = {"last_year": "Last year's counts", "kde": "Kernel density"}
MEASURES = {
    "pai": ("Predictive accuracy index (PAI)", "share of demand for each share of area"),
    "pei": ("Predictive efficiency index (PEI)", "PAI as a share of the best possible"),
    "rri": ("Recapture rate index (RRI)", "how well the level held from one time to the next"),
}


def build_quality(edition: Edition) -> tuple[Section, ...]:
    """Measures of the earlier list, and rivals on the same area, as far as the edition has them."""
    score = read_table(edition, "score")
    if not score or score.get("demand_share") is None:
        return (Section("quality", "How good was the list?", (Paragraph(_write_absent(score)),)),)
    blocks: list[Block] = [Paragraph(_write_summary(score)), _build_table(score)]
    blocks.append(Aside("What this does and does not tell you", (
        "It tells whether places found then held more than their share of later demand. It does "
        "not tell whether anything done there worked, and high places tend to fall on their own.",
    )))  # fmt: skip
    return (Section("quality", _head(score), tuple(blocks), together=True),)


def _write_absent(score: Mapping[str, Any]) -> str:
    reason = score.get("reason")
    words = "Cannot tell yet. To score a list, later months that it did not see are needed."
    return f"{words} {reason}" if reason else words


def _head(score: Mapping[str, Any]) -> str:
    rivals = [r.get("demand_share") for r in (score.get("rivals") or {}).values()]
    best = max((share for share in rivals if share is not None), default=None)
    if best is None:
        return "How good was the list?"
    gap = score["demand_share"] - best
    if abs(gap) < 0.005:
        return "The last list did about as well as simpler lists"
    return f"The last list held {'more' if gap > 0 else 'less'} later demand than simpler lists"


def _write_summary(score: Mapping[str, Any]) -> str:
    months = score.get("months_seen")
    after = f"In the {write_plural(months, 'month')} after it was made" if months else "Afterwards"
    made = f"The list made from records to {write_month(score['as_of'])} covers " if (
        score.get("as_of")
    ) else "The earlier list covers "  # fmt: skip
    words = f"{made}{write_share(score.get('area_share'))} of the area. "
    words += f"{after} its places held {write_share(score['demand_share'])} of demand"
    pai = _value(score.get("pai"))
    if pai[0] is not None:
        words += f": {write_figure(pai[0])} times their share{_interval(pai)}"
    rivals = [
        f"{RIVALS.get(slug, capitalise(spell_slug(slug)))} on the same area would have held "
        f"{write_share(rival.get('demand_share'))}."
        for slug, rival in (score.get("rivals") or {}).items()
        if rival.get("demand_share") is not None
    ]
    return " ".join((words + ".", *rivals))


def _build_table(score: Mapping[str, Any]) -> Table:
    columns = (Column("Measure", width=0.62), Column("The list", "number", 0.38))
    rows = [
        (Cell("Share of later demand held"), Cell(write_share(score["demand_share"]))),
        (Cell("Share of the area"), Cell(write_share(score.get("area_share")))),
    ]
    for key, (title, meaning) in MEASURES.items():
        value = _value(score.get(key))
        if value[0] is not None:
            text = write_figure(value[0]) + _interval(value, short=True)
            rows.append((Cell(title, line=meaning), Cell(text)))
    for slug, rival in (score.get("rivals") or {}).items():
        title = RIVALS.get(slug, capitalise(spell_slug(slug)))
        share = write_share(rival.get("demand_share"))
        rows.append((Cell(f"{title}, share held on the same area"), Cell(share)))
    return Table("The earlier list on months it had not seen", columns, tuple(rows))


def _value(given: Any) -> tuple[float | None, float | None, float | None]:
    if isinstance(given, Mapping):
        return given.get("value"), given.get("low"), given.get("high")
    return given, None, None


def _interval(
    value: tuple[float | None, float | None, float | None], *, short: bool = False
) -> str:
    if value[1] is None or value[2] is None:
        return ""
    words = f"{write_figure(value[1])} to {write_figure(value[2])}"
    return f" ({words})" if short else f" (95% interval {words})"
