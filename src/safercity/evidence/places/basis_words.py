"""What counts rest on, said the same way beside hot spots, densities, concentration and scores."""

from __future__ import annotations

from safercity.evidence.findings import Basis, Statement

BASIS_MESSAGES: dict[str, str] = {
    "places.basis.unplaced": "{share:share} of the records have no place and are not in it; they "
    "may lie anywhere.",
    "places.basis.late": "About {share:share} of the newest period's records are still to come.",
    "places.basis.missing": "{periods:list} {number:plural was were} not sent in full: missing "
    "there, not low.",
    "places.basis.missing_month": "No records were sent for {first:month}: missing there, not low.",
    "places.basis.missing_months": "No records were sent for {number:words} months between "
    "{first:month} and {last:month}: missing there, not low.",
    "places.basis.break": "From {month:month} on, counts mean something else: {title}.",
    "places.basis.snap": "Records are placed at snap points near where things happened, so what is "
    "found may be a street away.",
}


def state_basis(basis: Basis, *, missing: tuple[str, ...] = ()) -> tuple[Statement, ...]:
    """Limits that come with the records. `missing`: periods found empty of any known count."""
    told = []
    if basis.unplaced_share > 0:
        told.append(Statement("places.basis.unplaced", {"share": basis.unplaced_share}))
    if basis.late_share > 0:
        told.append(Statement("places.basis.late", {"share": basis.late_share}))
    periods = tuple(sorted({*basis.missing, *missing}))
    if periods:
        told.append(_state_missing(periods))
    for one in basis.breaks:
        told.append(Statement("places.basis.break", {"month": one.month, "title": one.title}))
    if basis.location == "snap":
        told.append(Statement("places.basis.snap"))
    return tuple(told)


def is_month(label: str) -> bool:
    """Whether a period's label is that of a month, "2024-03"."""
    year, _, month = label.partition("-")
    return len(year) == 4 and len(month) == 2 and (year + month).isdigit()


def _state_missing(periods: tuple[str, ...]) -> Statement:
    if not all(map(is_month, periods)):
        return Statement("places.basis.missing", {"periods": periods, "number": len(periods)})
    name = "places.basis.missing_month" + ("s" if len(periods) > 1 else "")
    values = {"number": len(periods), "first": periods[0], "last": periods[-1]}
    return Statement(name, values)
