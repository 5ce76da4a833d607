"""What an auditor asks for."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

NO_ID = _("This is not an id.")


class Ids(forms.Field):
    """Several ids of one name in the address."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: list[str] | None) -> list[UUID]:
        """The ids. Errors: ValidationError."""
        try:
            return [UUID(each) for each in value or ()]
        except ValueError as error:
            raise ValidationError(NO_ID) from error


class Id(forms.UUIDField):
    """One id."""

    default_error_messages = {"invalid": NO_ID}


class AuditFilters(forms.Form):
    """Filters of acts and looks, all in the address. Where one cannot be read nothing is shown."""

    verb = forms.CharField(label=_("What"), required=False, max_length=60)
    kind = forms.CharField(label=_("Kind of thing"), required=False, max_length=40)
    page = forms.CharField(label=_("Page"), required=False, max_length=80)
    about = forms.CharField(label=_("About"), required=False, max_length=300)
    by = Id(label=_("Who"), required=False)
    agency = Id(label=_("Agency"), required=False)
    object_id = Ids(label=_("Object"), required=False)
    first = forms.DateField(label=_("From"), required=False)
    last = forms.DateField(label=_("To"), required=False)
    before = Id(label=_("Older"), required=False)

    def read(self, *names: str) -> dict[str, Any]:
        """Conditions for the query, of these fields and the days."""
        self.is_valid()
        told = {name: value for name, value in self.cleaned_data.items() if value}
        conditions = {name: told[name] for name in names if name in told}
        if "first" in told:
            conditions["at__gte"] = _midnight(told["first"])
        if "last" in told:
            conditions["at__lt"] = _midnight(told["last"] + timedelta(days=1))
        return conditions

    @property
    def chosen(self) -> list[str]:
        """The filters that are on, by their names."""
        told = getattr(self, "cleaned_data", {})
        return [name for name, value in told.items() if value and name != "before"]

    @property
    def asked(self) -> str:
        """Address, id or words of what is asked for."""
        return self.cleaned_data.get("about", "").strip()

    @property
    def object_ids(self) -> list[UUID]:
        """The things that are asked for by a link."""
        return self.cleaned_data.get("object_id") or []

    @property
    def older_than(self) -> Any:
        """The last row of the page before, where there was one."""
        return self.cleaned_data.get("before")


def _midnight(day) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
