"""Comments, files and notifications. They hang from an object by its kind and id."""

from __future__ import annotations

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from safercity.partnership.common.ids import new_id


class Note(models.Model):
    """A comment. Never changed; taken back by who wrote it, or by a manager."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    text = models.TextField(_("comment"))
    at = models.DateTimeField(default=timezone.now, editable=False)
    by = models.UUIDField()  # the person, for taking it back; pages show the post
    post = models.ForeignKey("people.Post", on_delete=models.PROTECT, related_name="+")
    mentions = models.ManyToManyField(
        "people.Post", db_table="notes_mention", related_name="+", blank=True
    )
    taken_back_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        db_table = "notes_note"
        ordering = ["id"]
        indexes = [models.Index(fields=["subject_kind", "subject_id", "id"], name="notes_note_of")]

    def __str__(self) -> str:
        return self.text[:80]


class Attachment(models.Model):
    """A file with an object. Its bytes lie under its id; the name is only ever shown."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    name = models.CharField(_("name"), max_length=120)
    kind = models.CharField(max_length=80)  # the type its bytes have, whatever its name says
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    at = models.DateTimeField(default=timezone.now, editable=False)
    post = models.ForeignKey("people.Post", on_delete=models.PROTECT, related_name="+")
    expires_on = models.DateField(_("deleted on"))
    deleted_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        db_table = "notes_attachment"
        ordering = ["id"]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id", "id"], name="notes_attachment_of"),
            models.Index(fields=["deleted_at", "expires_on"], name="notes_attachment_expiring"),
        ]

    def __str__(self) -> str:
        return self.name


class Notification(models.Model):
    """Something that waits for one person. It says what kind; the object's title is read anew."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey("people.User", on_delete=models.CASCADE, related_name="+")
    what = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=60)
    subject_id = models.UUIDField()
    once = models.CharField(max_length=160, null=True)
    at = models.DateTimeField(default=timezone.now, editable=False)
    read_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "notes_notification"
        ordering = ["-id"]
        indexes = [models.Index(fields=["user", "read_at", "-id"], name="notes_notification_of")]
        constraints = [
            models.UniqueConstraint(fields=["user", "once"], name="notes_notification_once")
        ]

    def __str__(self) -> str:
        return self.what
