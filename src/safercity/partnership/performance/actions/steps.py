"""What is wrong with the steps on the way to a target."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from safercity.documents.measures import frequency_of, number_of
from safercity.partnership.performance.models import Data
from safercity.partnership.performance.queries.spoken import write_example

MOST_STEPS = 24


def fits(label: str, frequency: str) -> bool:
    """Whether it is a period of this frequency."""
    try:
        return frequency_of(label) == frequency
    except ValueError:
        return False


def write_steps(steps: list[list[Any]]) -> str:
    """Steps as one word, which the audit keeps as it is: "2026-03:240/2026-09:230"."""
    told = [(period, Decimal(str(figure)).normalize()) for period, figure in steps]
    return "/".join(f"{period}:{figure:f}" for period, figure in told)


def find_step_faults(fields: Mapping[str, Any]) -> dict[str, str]:
    """What to do about the steps of a sheet, whose other periods are sound; nothing if they fit."""
    steps = fields.get("steps") or []
    fault = _find_fault(fields, steps) if steps else ""
    return {"steps": fault} if fault else {}


def _find_fault(fields: Mapping[str, Any], steps: list[list[Any]]) -> str:
    frequency, by = str(fields.get("frequency")), fields.get("target_by")
    if fields.get("target") is None or not by:
        return _("Steps lead to a target: give its figure and its period too.")
    if len(steps) > MOST_STEPS:
        return _("These are {number} steps: give at most {most}.").format(
            number=len(steps), most=MOST_STEPS
        )
    for period, figure in steps:
        if not fits(str(period), frequency):
            return _("“{period}”: write the period of a step as {form}.").format(
                period=str(period)[:40], form=write_example(frequency)
            )
        if fault := _find_unfit(figure, str(fields.get("data"))):
            return f"{period}: {fault}"
    return _find_disorder([str(period) for period, _figure in steps], fields)


def _find_unfit(figure: float, data: str) -> str:
    if data == Data.SHARE and not 0 <= figure <= 1:
        return _("A share lies from 0 to 1: write 0.7 or 70%.")
    if data != Data.MEASURE and figure < 0:
        return _("Counts and rates are zero or more.")
    return ""


def _find_disorder(periods: list[str], fields: Mapping[str, Any]) -> str:
    for one, other in pairwise(periods):
        if number_of(other) <= number_of(one):
            return _(
                "{other} stands after {one}: give the steps in order, each period once."
            ).format(one=one, other=other)
    last, by = fields.get("baseline_last"), str(fields["target_by"])
    if last and number_of(periods[0]) <= number_of(str(last)):
        return _("{period} is not after the baseline, which ends {last}.").format(
            period=periods[0], last=last
        )
    if number_of(periods[-1]) >= number_of(by):
        return _("{period} is not before the target, which is due {by}.").format(
            period=periods[-1], by=by
        )
    return ""
