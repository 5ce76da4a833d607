"""Two people on one form: the second to save sees both texts; nothing is overwritten unseen."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.db.models import F
from django.utils.translation import gettext as _

from safercity.partnership.common.rules import Refused


class Versioned(models.Model):
    """A row that counts its own changes."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class Stale(Refused):
    """Someone saved since the form was opened. Carries what is stored and what was sent."""

    def __init__(self, stored: models.Model, sent: dict[str, Any]):
        self.stored, self.sent = stored, sent
        super().__init__(
            _("Someone else saved this since you opened it. Nothing of theirs was overwritten."),
            advice=_("Both texts are shown: put them together, then save again."),
        )

    @property
    def differences(self) -> list[tuple[str, Any, Any]]:
        """(field's title, what is stored, what was sent) where they differ."""
        fields = [(self.stored._meta.get_field(name), new) for name, new in self.sent.items()]
        pairs = [(f, getattr(self.stored, getattr(f, "attname", f.name)), new) for f, new in fields]
        return [
            (str(getattr(f, "verbose_name", f.name)), old, new)
            for f, old, new in pairs
            if old != getattr(new, "pk", new)
        ]


def save_changes(row: Versioned, changes: dict[str, Any], *, version: int) -> dict[str, list[Any]]:
    """Write the changed fields if the row still is at `version`; what changed, old and new.

    One UPDATE with the version in its condition, so it holds without locks on both databases.
    Errors: Stale.
    """
    changed = {
        name: [getattr(row, name), new]
        for name, new in changes.items()
        if getattr(row, name) != new
    }
    if not changed and row.version == version:
        return {}
    manager = type(row)._default_manager
    written = manager.filter(pk=row.pk, version=version).update(
        version=F("version") + 1, **{name: new for name, (_old, new) in changed.items()}
    )
    if not written:
        raise Stale(manager.get(pk=row.pk), changes)
    row.refresh_from_db()
    return changed
