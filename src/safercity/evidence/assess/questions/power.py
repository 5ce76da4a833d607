"""Before spending: how large a fall could be seen in the first places of the list."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np

from safercity.evidence.assess.basis import Basis
from safercity.evidence.assess.edition import Edition
from safercity.evidence.assess.layers import Layer
from safercity.evidence.assess.naming import NamedPlace, name_layer
from safercity.evidence.assess.questions.series import leave_gaps
from safercity.evidence.assess.questions.titles import name_agencies
from safercity.evidence.assess.questions.untold import tell_row
from safercity.evidence.effects import (
    Excluded,
    Power,
    find_power,
    match_areas,
    request_from_past,
)
from safercity.evidence.effects.errors import EffectIncomplete
from safercity.evidence.effects.words import MESSAGES
from safercity.evidence.errors import NothingToAssess, UnknownName
from safercity.evidence.findings import Statement
from safercity.evidence.matrix import Matrix
from safercity.evidence.overlay import AgencyDemand
from safercity.evidence.runs import Run

PLACES = 10
MONTHS = 12
# Months on each side without which the past says too little of how areas go by themselves.
FEWEST = 6


def power_table(basis: Basis, layer: Layer, *, run: Run) -> dict:
    """The table `power` of an edition: the first places of the list, as the agency with most
    records in each counts them, a year before and a year after."""
    run.step("What could be seen before spending")
    titles = name_agencies(basis)
    rows = []
    for place in name_layer(basis.store, layer)[:PLACES]:
        one = _choose_agency(layer, place)
        row = {"id": place.key, "title": place.name, "agency": one.agency}
        ask = partial(_ask, layer, place.found.units, one=one)
        rows.append(tell_row(row, {"now": ask}, messages=MESSAGES, titles=titles))
    return {"places": rows}


def find_place_power(edition: Edition, place: str) -> dict:
    """The row of a place, by id or name. Errors: `UnknownName`, listing the places there are;
    `NothingToAssess` for an edition of the places alone."""
    if "power" not in edition.manifest["tables"]:
        raise NothingToAssess(
            f"Edition {edition.digest[:12]} keeps its places alone.",
            advice="safercity assess makes one with every finding.",
        )
    rows = edition.table("power")["places"]
    for row in rows:
        if place.casefold() in (row["id"].casefold(), row["title"].casefold()):
            return row
    names = ", ".join(row["title"] for row in rows) or "none"
    raise UnknownName(
        f"The edition says nothing of what could be seen in {place!r}.", advice=f"Places: {names}."
    )


def _choose_agency(layer: Layer, place: NamedPlace) -> AgencyDemand:
    """Who has most records there; of equals the last by name, as trends of places choose."""
    rows = [layer.units.labels.index(unit) for unit in place.found.units]
    return max(layer.demand, key=lambda one: (int(one.counts.values[rows].sum()), one.agency))


def _ask(layer: Layer, treated: tuple[str, ...], *, one: AgencyDemand) -> Power:
    past = leave_gaps(one.counts, one.present)
    past = Matrix(past.values[:, -2 * MONTHS :], past.rows, past.columns[-2 * MONTHS :])
    sent = ~np.isnan(past.values).any(axis=0)
    sides = int(sent[:-MONTHS].sum()), int(sent[-MONTHS:].sum())
    if min(sides) < FEWEST:
        raise EffectIncomplete(
            f"Of the two newest years {sides[0]} and {sides[1]} months were sent; {FEWEST} of each "
            "are needed to tell how areas change by themselves."
        )
    known = Matrix(past.values[:, sent], past.rows, tuple(np.array(past.columns)[sent].tolist()))
    beside = Excluded(buffers=layer.units.find_beside(treated))
    matched = match_areas(known, treated, excluded=beside).chosen
    rows = [past.rows.index(label) for label in (*treated, *matched)]
    mine = np.arange(len(rows)) < len(treated)
    request = request_from_past(past.values[rows], mine, months_before=MONTHS, months_after=MONTHS)
    found = find_power(request)
    monthly = Statement("effects.power_monthly", {"monthly": request.monthly_treated})
    return replace(found, statements=(monthly, *found.statements))
