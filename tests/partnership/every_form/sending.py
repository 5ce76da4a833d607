"""Sending a form and undoing what came of it; what must never come of it."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import transaction

NOT_COUNTED = {"audit.act", "audit.look", "audit.seal", "jobs.job"}  # two presses are two acts


@dataclass(frozen=True)
class Answer:
    """What came back: the status (0 where the program broke), the page, where it leads."""

    status: int
    page: str
    leads_to: str = ""


@contextmanager
def undone():
    """Whatever is written in here is not there afterwards."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def send(client, address: str, given: Mapping[str, Any]) -> Answer:
    """Post, and answer with status 0 and the error itself where the program breaks."""
    try:
        with transaction.atomic():
            answer = client.post(address, given)
    except Exception as error:  # whatever it is, it is what this test looks for
        return Answer(0, repr(error))
    is_text = answer.get("Content-Type", "").startswith("text/html")
    page = answer.content.decode() if is_text and not answer.streaming else ""
    return Answer(answer.status_code, page, answer.get("Location", ""))


def count_rows() -> dict[str, int]:
    """How many rows each of our tables has, but for what was done and looked at."""
    ours = [one for one in apps.get_app_configs() if one.name.startswith("safercity.partnership.")]
    models = [model for one in ours for model in one.get_models()]
    return {
        model._meta.label_lower: model._default_manager.count()
        for model in models
        if model._meta.label_lower not in NOT_COUNTED
    }
