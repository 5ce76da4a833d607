"""What measures say of the strategy's outcomes: verdict, what is behind it, target."""

from __future__ import annotations

from django.utils.translation import gettext as _

from safercity.partnership.common.judging import Said
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.performance import rules
from safercity.partnership.performance.presenters.words import say_more, say_verdict
from safercity.partnership.performance.queries import (
    Reading,
    Verdict,
    address_of,
    list_all,
    list_resting,
    read_all,
)


def judge_outcomes(viewer: Viewer) -> dict[str, list[Said]]:
    """What is said, by the code of what each measure serves; none for who may not see outcomes."""
    if not rules.see_outcomes.allowed(viewer):
        return {}
    told: dict[str, list[Said]] = {}
    for reading in read_all(viewer):
        if reading.measure.serves:
            said = Said(_say(reading), list_resting(reading))
            told.setdefault(reading.measure.serves, []).append(said)
    return told


def find_measured(viewer: Viewer) -> dict[str, list[tuple[str, str]]]:
    """Title and address of the measures of each outcome, as far as the viewer may open them."""
    told: dict[str, list[tuple[str, str]]] = {}
    for measure in list_all():
        if measure.serves and rules.see_measure.allowed(viewer, measure):
            line = (measure.title, address_of(measure.code))
            told.setdefault(measure.serves, []).append(line)
    return told


def _say(reading: Reading) -> str:
    if reading.verdict is Verdict.WITHHELD:  # others read it later
        words = _("%(measure)s: not told here, as its writer's agency has no agreement for it.")
        return words % {"measure": reading.measure.title}
    tells = reading.chart != "frozen" and not reading.measure.is_small  # others read it later
    behind = [one.rstrip(".") for one in reading.says[:1]] if tells else []
    parts = [f"{reading.measure.title}: {say_verdict(reading)}", *behind, *say_more(reading)]
    return ". ".join(parts) + "."
