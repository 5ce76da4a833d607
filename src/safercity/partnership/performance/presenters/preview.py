"""What a question gives today, before it is kept: its words, verdict, chart and newest figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from safercity.partnership.common.in_words import say_period
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.performance import queries
from safercity.partnership.performance.models import Direction, Frequency, Measure, Source
from safercity.partnership.performance.presenters.asked import say_question
from safercity.partnership.performance.presenters.chart import (
    PHONE,
    Drawing,
    draw_chart,
)
from safercity.partnership.performance.presenters.hiding import is_hidden, say_hidden
from safercity.partnership.performance.presenters.words import MARKS, say_figure, say_verdict
from safercity.partnership.performance.queries.asked import answerable
from safercity.partnership.performance.queries.editions import see_edition

SHOWN = 6


@dataclass(frozen=True)
class Preview:
    """`question`: (what, words); `rows`: (period, figure), the newest first; `why`: why there are
    none; `edition`: the beginning of the digest."""

    question: tuple[tuple[str, str], ...]
    verdict: str
    mark: str
    drawing: Drawing | None
    rows: tuple[tuple[str, str], ...]
    says: tuple[str, ...]
    why: str
    edition: str


def preview_question(chosen: Mapping[str, Any], viewer: Viewer) -> Preview | None:
    """What the choices of a sheet give today; None where they ask nothing of the counts."""
    if chosen["source"] != Source.QUESTION or not chosen["counted"]:
        return None
    question = queries.write_question(
        chosen["counted"], area=chosen["area"], out_of=chosen["out_of"]
    )
    asked = queries.read_question(question)
    assert asked is not None  # something is counted
    measure = Measure(
        title=chosen["title"] or _("This question"),
        unit=chosen["unit"],
        source=Source.QUESTION,
        question=question,
        data=asked.data,
        frequency=chosen["frequency"] if chosen["frequency"] in answerable() else Frequency.MONTH,
        direction=chosen["direction"] or Direction.AMBIGUOUS,
    )
    edition = see_edition(viewer)
    reading = queries.read_one(measure, queries.Known({}, {}, edition))
    points = [one for one in reversed(reading.points) if one.value is not None]
    return Preview(
        tuple(say_question(measure, edition)),
        say_verdict(reading),
        MARKS[reading.verdict],
        draw_chart(reading, frame=PHONE, sees_small=True),
        tuple((say_period(one.label), _say(reading, one)) for one in points[:SHOWN]),
        reading.says,
        reading.why,
        reading.told[:12],
    )


def _say(reading: queries.Reading, point: queries.Point) -> str:
    if is_hidden(reading, point, sees_small=True):
        return say_hidden(point)
    return say_figure(reading.measure, point.value)
