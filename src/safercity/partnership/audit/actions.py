"""Writing down what was done and looked at."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum
from typing import Any
from uuid import UUID

from django.db import models, transaction
from django.utils import timezone

from safercity.partnership.audit.models import Act, Look, PersonKey
from safercity.partnership.audit.names import hide_name
from safercity.partnership.audit.sealing import seal_acts
from safercity.partnership.common.viewers import Viewer

__all__ = ["Looked", "forget_person", "record_act", "record_acts", "record_look", "seal_acts"]

# What is kept: a slug, a number, a date, an id. Anything longer or with spaces is free text.
KEPT = re.compile(r"[\w:.+/-]{0,64}")
REWORDED = "…"


def record_act(
    verb: str,
    target: models.Model | type[models.Model],
    *,
    by: Viewer,
    details: Mapping[str, Any] | None = None,
) -> None:
    """Write one act about `target`, inside the transaction that does it.

    A class for `target` is an act about no one thing: a sign-in that no account answers to.
    `details` holds {field: [old, new]} (from `save_changes`) or {field: value}. Free text is kept
    as "…": the audit says that it was reworded, not what it said.
    """
    record_acts(verb, [(target, details or {})], by=by)


def record_acts(
    verb: str,
    told: Iterable[tuple[models.Model | type[models.Model], Mapping[str, Any]]],
    *,
    by: Viewer,
) -> None:
    """As `record_act`, about many things at once: (target, details) of each."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError(f"The act {verb!r} is written outside the transaction that does it.")
    at, name = timezone.now(), hide_name(by)
    agency = next(iter(sorted(by.agencies)), None)
    Act.objects.bulk_create(
        Act(
            at=at,
            verb=verb,
            kind=target._meta.label_lower,
            object_id=target.pk if isinstance(target, models.Model) else None,
            by=by.id,
            by_name=name,
            agency=agency,
            details={field: _keep(value) for field, value in details.items()},
        )
        for target, details in told
    )


@dataclass(frozen=True)
class Looked:
    """What a request showed. `question`: a digest of its address with its filters; `kind` and `key`
    name the one thing that it is about, where it is about one; `count`: how many were shown.
    """

    page: str
    purpose: str
    question: str
    count: int = 1
    kind: str = ""
    key: UUID | None = None


def record_look(viewer: Viewer, looked: Looked) -> None:
    """Write one look. Errors: LookupError for a viewer without an account."""
    Look.objects.create(
        at=timezone.now(),
        by=viewer.account,
        agency=next(iter(sorted(viewer.agencies)), None),
        purpose=looked.purpose,
        page=looked.page[:80],
        question=looked.question,
        count=looked.count,
        kind=looked.kind,
        object_id=looked.key,
    )


def keep_name(viewer: Viewer) -> None:
    """Keep the name of who will look and never act (a token), so that its looks have one."""
    hide_name(viewer)


def forget_person(person: UUID) -> None:
    """Destroy a person's key: their name in the audit can never be read again."""
    PersonKey.objects.filter(person=person).delete()


def _keep(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return [_keep(each) for each in value]
    if isinstance(value, models.Model):
        return str(value.pk)
    if isinstance(value, Enum):
        return _keep(value.value)
    if value is None or isinstance(value, bool | int | float):
        return value
    if isinstance(value, date | datetime):
        return value.isoformat()
    text = str(value)
    return text if KEPT.fullmatch(text) else REWORDED
