"""Late returns are asked for: the first day, and each week, three times in all."""

from __future__ import annotations

from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_noop

from safercity.partnership.audit.actions import record_act
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.notes.actions import Message, notify_posts
from safercity.partnership.performance.models import Chase
from safercity.partnership.performance.queries.measures import SUBJECT
from safercity.partnership.performance.queries.returns import Due, list_due

EVERY_DAYS, MOST = 7, 3


def chase_late(today: date) -> int:
    """Ask the owners of late returns; how many were asked. Run twice it asks once."""
    return sum(_chase(one, today) for one in list_due(today=today) if one.is_late)


def _chase(one: Due, today: date) -> bool:
    number = min(1 + (today - one.due).days // EVERY_DAYS, MOST)
    try:
        with transaction.atomic():
            chase = Chase.objects.create(measure=one.measure, period=one.period, number=number)
            details = {"period": one.period, "number": chase.number}
            record_act("return chased", one.measure, by=SYSTEM, details=details)
            once = f"return {one.measure.pk} {one.period} {number}"
            message = Message(gettext_noop("A return is late"), SUBJECT, one.measure.pk, once=once)
            if one.measure.owner_id:
                notify_posts([one.measure.owner_id], message)
    except IntegrityError:  # asked before
        return False
    return True
