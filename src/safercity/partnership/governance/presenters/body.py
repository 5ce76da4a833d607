"""The page of one body."""

from __future__ import annotations

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from safercity.partnership.governance.models import (
    Body,
    Line,
    Link,
    Responsibility,
    Seat,
)
from safercity.partnership.governance.queries import (
    list_hanging_lines,
    list_hanging_links,
    list_responsibilities,
    list_seats,
)


@dataclass(frozen=True)
class BodyPage:
    """Everything on the page: what holds today."""

    lead: str
    seats: list[Seat]
    upwards: list[Line]
    downwards: list[Line]
    answers: list[Responsibility]
    links: list[Link]


def present_body(body: Body) -> BodyPage:
    """What holds today. Four queries."""
    lines = list(list_hanging_lines(body))
    return BodyPage(
        _tell_state(body),
        list(list_seats(body)),
        [line for line in lines if line.body_id == body.pk],
        [line for line in lines if line.to_id == body.pk],
        list(list_responsibilities(body)),
        list(list_hanging_links(body)),
    )


def _tell_state(body: Body) -> str:
    today = timezone.localdate()
    if body.until_day and body.until_day <= today:
        told = {"day": body.until_day, "heir": body.successor}
        if body.successor:
            return _("It ended on %(day)s. Its successor is %(heir)s.") % told
        return _("It ended on %(day)s, without a successor.") % told
    return body.about
