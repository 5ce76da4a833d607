"""Acts, looks, seals and the keys of personal fields. No foreign keys: history never interferes."""

from __future__ import annotations

from django.db import models

from safercity.partnership.common.ids import new_id


class Act(models.Model):
    """One thing done, written in the transaction that did it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    verb = models.CharField(max_length=60)
    kind = models.CharField(max_length=40)
    object_id = models.UUIDField(null=True)
    by = models.UUIDField(null=True)  # null: the system itself
    by_name = models.BinaryField(default=b"")  # encrypted with the person's key
    agency = models.UUIDField(null=True)
    details = models.JSONField(default=dict)  # {field: [old, new]}; no free text
    seal = models.PositiveIntegerField(null=True)

    class Meta:
        db_table = "audit_act"
        indexes = [
            models.Index(fields=["object_id", "id"], name="audit_act_thing"),
            models.Index(fields=["by", "id"], name="audit_act_by"),
            models.Index(fields=["seal", "id"], name="audit_act_seal"),
            models.Index(fields=["verb", "id"], name="audit_act_verb"),
            models.Index(fields=["agency", "id"], name="audit_act_agency"),
            models.Index(fields=["at"], name="audit_act_at"),
            models.Index(fields=["kind", "at"], name="audit_act_kind"),  # has anything changed?
        ]


class Look(models.Model):
    """One request that showed something: who, what for, which question, of what, how many.

    Rows of before version 0003 of these tables have no kind and no object.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    at = models.DateTimeField()
    by = models.UUIDField()
    agency = models.UUIDField(null=True)
    purpose = models.CharField(max_length=60)
    page = models.CharField(max_length=80)
    question = models.CharField(max_length=64)  # digest of the address with its filters
    count = models.PositiveIntegerField(default=1)
    kind = models.CharField(max_length=40, default="", blank=True)  # "": of no one thing
    object_id = models.UUIDField(null=True)
    seal = models.PositiveIntegerField(null=True)

    class Meta:
        db_table = "audit_look"
        indexes = [
            models.Index(fields=["by", "id"], name="audit_look_by"),
            models.Index(fields=["page", "id"], name="audit_look_page"),
            models.Index(fields=["at"], name="audit_look_at"),
            models.Index(fields=["object_id", "id"], name="audit_look_thing"),
            models.Index(fields=["seal", "id"], name="audit_look_seal"),
        ]


class Seal(models.Model):
    """A batch of acts and looks bound to the batch before it."""

    number = models.PositiveIntegerField(primary_key=True)
    at = models.DateTimeField()
    acts = models.PositiveIntegerField()
    looks = models.PositiveIntegerField(default=0)  # older seals bound none
    digest = models.CharField(max_length=64)

    class Meta:
        db_table = "audit_seal"


class PersonKey(models.Model):
    """The key of one person's fields. Deleting it makes the name unreadable, and nothing else."""

    person = models.UUIDField(primary_key=True)
    key = models.BinaryField()
    name = models.BinaryField(default=b"")  # under the key: at the first act, for lists of people

    class Meta:
        db_table = "audit_person_key"
