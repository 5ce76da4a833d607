"""What the fields of an act are called, and of which kind the things are that they name."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, Model
from django.utils.translation import gettext_lazy

# What acts keep beside the fields of their thing, and fields that have no title in a form.
LABELS = {
    "upload": gettext_lazy("file"),
    "agency": gettext_lazy("agency"),
    "answer": gettext_lazy("answer"),
    "body": gettext_lazy("body"),
    "category": gettext_lazy("category"),
    "client_id": gettext_lazy("client id"),
    "code": gettext_lazy("code"),
    "decision": gettext_lazy("decision"),
    "domains": gettext_lazy("e-mail domains of the agency"),
    "done_by": gettext_lazy("said to be done by"),
    "done_on": gettext_lazy("done on"),
    "duty": gettext_lazy("duty"),
    "edition": gettext_lazy("edition"),
    "escalated_to": gettext_lazy("brought to"),
    "fields": gettext_lazy("fields"),
    "from": gettext_lazy("from"),
    "from_day": gettext_lazy("from"),
    "is_on": gettext_lazy("in use"),
    "known_place": gettext_lazy("place on the list"),
    "level": gettext_lazy("level"),
    "needs": gettext_lazy("actions that it waits for"),
    "number": gettext_lazy("number"),
    "owner": gettext_lazy("owner"),
    "part": gettext_lazy("part"),
    "partners": gettext_lazy("partners"),
    "period": gettext_lazy("period"),
    "person": gettext_lazy("person"),
    "place_layers": gettext_lazy("agencies whose records found the place"),
    "post": gettext_lazy("post"),
    "proven_by": gettext_lazy("proven by"),
    "proven_on": gettext_lazy("proven on"),
    "quarter": gettext_lazy("quarter"),
    "role": gettext_lazy("role"),
    "secret": gettext_lazy("secret"),
    "server_url": gettext_lazy("address of the provider"),
    "share": gettext_lazy("share"),
    "size": gettext_lazy("size in bytes"),
    "source": gettext_lazy("source"),
    "state": gettext_lazy("state"),
    "step": gettext_lazy("step"),
    "subject": gettext_lazy("answers for"),
    "to": gettext_lazy("to which body"),
    "until": gettext_lazy("until"),
    "until_day": gettext_lazy("until"),
    "verified_by": gettext_lazy("verified by"),
    "version": gettext_lazy("version"),
    "vintage": gettext_lazy("vintage"),
}
KINDS = {  # of what is named beside the fields of the thing
    "upload": "records.upload",
    "agency": "people.agency",
    "body": "governance.body",
    "owner": "people.post",
    "person": "people.user",
    "post": "people.post",
    "subject": "governance.subject",
    "to": "governance.body",
}


def name_label(kind: str, name: str) -> str:
    """As the form of the thing calls the field, in the reader's language."""
    field = find_field(kind, name)
    own = getattr(field, "_verbose_name", None) or LABELS.get(name)
    return str(own or name.replace("_", " "))


def find_kind(kind: str, name: str) -> str:
    """The kind of what the field names by id; "" where it names nothing."""
    field = find_field(kind, name)
    model: Any = getattr(field, "related_model", None)
    return model._meta.label_lower if model else KINDS.get(name, "")


def list_choices(kind: str, name: str) -> Mapping[Any, Any]:
    """Words of what the field may hold, where it is chosen from a list."""
    return dict(getattr(find_field(kind, name), "flatchoices", None) or ())


@cache
def find_field(kind: str, name: str) -> Field | None:
    """The field of the thing itself; None for what acts keep beside those."""
    try:
        model: type[Model] = apps.get_model(kind)
        found = model._meta.get_field(name)
    except (LookupError, ValueError, FieldDoesNotExist):
        return None
    return found if isinstance(found, Field) else None
