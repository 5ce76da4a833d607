"""All that an edition says beside its places: the questions of a strategic assessment, in order."""

from __future__ import annotations

from safercity.evidence.assess.basis import Basis
from safercity.evidence.assess.layers import Layer
from safercity.evidence.assess.questions.counts import counts_table
from safercity.evidence.assess.questions.deprived import SOURCE
from safercity.evidence.assess.questions.details import details_table
from safercity.evidence.assess.questions.frozen import freeze_list, frozen_table
from safercity.evidence.assess.questions.hot_spots import spots_table
from safercity.evidence.assess.questions.indicators import indicators_table
from safercity.evidence.assess.questions.last_year import last_year_table
from safercity.evidence.assess.questions.news import news_table
from safercity.evidence.assess.questions.power import power_table
from safercity.evidence.assess.questions.priorities import Known, check_judgements, priority_tables
from safercity.evidence.assess.questions.profiles import profile_tables, profile_themes
from safercity.evidence.assess.questions.risks import risk_table
from safercity.evidence.assess.questions.seasons import seasons_table, tell_years
from safercity.evidence.assess.questions.similar import LIST, TABLES, similar_table
from safercity.evidence.assess.questions.surfaces import surfaces_table
from safercity.evidence.assess.questions.watched import gather_watched
from safercity.evidence.runs import Run
from safercity.evidence.workspace import make_room

REFERENCES = {"similar": frozenset({LIST, TABLES}), "risk": frozenset({SOURCE})}
"""Tables of an edition that sources of reference go into, beside those that are counted."""


def find_beside(basis: Basis, main: Layer, *, run: Run) -> dict[str, dict]:
    """The tables beside the places: profiles and trends, what themes are made of, where risks meet,
    hot spots, seasons and forecasts, the watch list, indicators, counts by month, priorities and
    the horizon.

    Errors: those of the analyses, and `UnknownName` for a theme that the settings name wrongly.
    """
    check_judgements(basis)
    profiles = profile_themes(basis, run=run)
    spots = spots_table(basis, run=run)
    run.step("Gathering what is watched")
    watched = gather_watched(basis)
    years = tell_years(basis, daily=watched.records, run=run)
    frozen = freeze_list(basis, main, run=run)
    ahead = {one.entry["theme"]: one.difference for one in years if one.difference}
    known = Known(profiles, _concentrations(spots), ahead)
    tables = {
        **profile_tables(basis, main, profiles=profiles, run=run),
        "last_year": last_year_table(basis, profiles, run=run),
        "similar": similar_table(basis, run=run),
        "details": details_table(basis, profiles, run=run),
        "risk": risk_table(basis, run=run),
        "hot_spots": spots,
        "surfaces": surfaces_table(basis, run=run),
        "power": power_table(basis, main, run=run),
        "seasons": seasons_table(years),
        "watch": news_table(basis, watched, run=run),
        "frozen": frozen_table(basis, main, frozen=frozen),
        "counts": counts_table(basis, main, frozen=frozen, run=run),
        "indicators": indicators_table(basis, run=run),
        **priority_tables(basis, known, run=run),
    }
    make_room(basis.store.workspace)
    return tables


def _concentrations(spots: dict) -> dict[str, float]:
    """The generalised index of each theme that has one."""
    found = {}
    for one in spots["themes"]:
        rows = {row[0]: row[2] for row in one["concentration"]["table"]["rows"]}
        if "generalised_gini" in rows:
            found[one["theme"]] = float(rows["generalised_gini"])
    return found
