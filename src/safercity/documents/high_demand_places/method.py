"""How the list was made, with the settings used, and what it cannot tell."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from safercity.documents.edition_view import Edition, is_in_part, list_counted_agencies, name_unit
from safercity.documents.names import Names
from safercity.documents.values import Block, Cell, Column, Paragraph, Points, Section, Table
from safercity.documents.words import capitalise, join_words, spell_slug, write_count

SETTINGS = {
    "agencies_at_least": "Agencies that must see lasting demand, at least",
    "quarters_at_least": "Quarters of high demand, at least",
    "of_last": "Of the last quarters",
    "ratio_at_least": "High demand: times the usual rate, at least",
    "minimum_count": "Records an agency needs in a place, at least",
    "false_discovery": "Share of what is listed expected by chance, at most",
    "weightings": "Ways to weigh the agencies",
    "agencies_needed": "Agencies needed, of those counted here",
    "unit": "Unit the list runs on",
    "exposure": "Rates are per",
    "rank_draws": "Draws for the rank intervals",
    "listed": "Places listed, at most",
    "months_for_quarter": "Months an agency must have sent for a quarter to count",
    "grid": "Grid",
    "cell_metres": "Cell, flat to flat, metres",
    "seed": "Seed",
}


def build_method(edition: Edition, names: Names) -> tuple[Section, ...]:
    """The method in brief, step by step, and the settings as a table."""
    settings: Mapping[str, Any] = edition.manifest.get("settings", {})
    blocks: list[Block] = [Points(_list_steps(edition, names), numbered=True)]
    rows = tuple(
        (Cell(SETTINGS.get(key, capitalise(spell_slug(key)))), Cell(_write_value(settings[key])))
        for key in _order(settings)
        if _is_plain(settings[key])
    )
    if rows:
        columns = (Column("Setting", width=0.7), Column("Used here", "number", 0.3))
        blocks.append(Table("Settings of this edition", columns, rows))
    return (Section("method", "How the list was made", tuple(blocks), starts_page=True),)


def _order(settings: Mapping[str, Any]) -> list[str]:
    return [key for key in SETTINGS if key in settings] + sorted(set(settings) - set(SETTINGS))


def _is_plain(value: Any) -> bool:
    return isinstance(value, str | int | float | bool) or (
        isinstance(value, list | tuple)
        and all(isinstance(each, str | int | float) for each in value)
    )


def _write_value(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, int):
        return write_count(value)
    if isinstance(value, float):
        return f"{value:g}"
    return join_words([str(each) for each in value]) if not isinstance(value, str) else value


def _list_steps(edition: Edition, names: Names) -> tuple[str, ...]:
    settings: Mapping[str, Any] = edition.manifest.get("settings", {})
    every = names.in_order(list_counted_agencies(edition))
    told = edition.manifest.get("data_to", {})
    counted = [slug for slug in every if slug in told] if is_in_part(edition) else every
    unit = name_unit(edition)
    others = ["others"] if len(counted) < len(every) else []
    shown = join_words([*(names.agency(slug) for slug in counted), *others])
    listed = f" ({shown})" if counted else ""
    least = settings.get("agencies_needed") or settings.get("agencies_at_least", 3)
    quarters = settings.get("quarters_at_least", 6)
    last, count = settings.get("of_last", 8), settings.get("minimum_count")
    enough = f" and it has at least {count} records there" if count else ""
    weightings = settings.get("weightings", 1000)
    return (
        f"Each agency's records of demand are counted by {unit} and quarter{listed}. "
        "Activity, such as patrols and searches, is not demand and is left out.",
        f"Each agency is compared with itself: a {unit} is high for it when its smoothed rate "
        f"stands well above what is usual for it{enough}. Chance is allowed for across every "
        f"{unit} tested.",
        f"An agency sees lasting demand when a {unit} is high in {quarters} of the last {last} "
        "quarters. A quarter without its extract is missing, not a no.",
        f"A {unit} joins the list when at least {least} agencies see lasting demand. Each joins "
        "with its neighbours into one place, named as people would name it.",
        f"Ranks carry intervals, and {weightings:,} ways to weigh the agencies show how far the "
        "list depends on any one of them.",
    )


def build_limits(edition: Edition) -> tuple[Section, ...]:
    """The edition's own limits, word for word."""
    limits = tuple(str(limit) for limit in edition.manifest.get("limits", []))
    if not limits:
        return ()
    heading = "What this does and does not tell you"
    words = Paragraph("Read the list with these in mind.")
    return (Section("limits", heading, (words, Points(limits))),)
