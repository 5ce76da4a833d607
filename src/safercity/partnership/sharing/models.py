"""Agreements, their parties, data sets and texts; approvals, requests, proofs of deletion."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from safercity.partnership.common.ids import new_id
from safercity.partnership.common.versions import Versioned

SMALLEST_SHOWN = 5


class State(models.TextChoices):
    """What an agreement is; `rules.STATES` says what may follow what."""

    DRAFT = "draft", _("Draft")
    AGREED = "agreed", _("Agreed")
    IN_REVIEW = "in_review", _("In review")
    ENDED = "ended", _("Ended")


class PartyRole(models.TextChoices):
    """What an agency is in data protection law, under one agreement."""

    CONTROLLER = "controller", _("Controller")
    JOINT = "joint", _("Joint controller")
    PROCESSOR = "processor", _("Processor")


class Agreement(Versioned):
    """One information-sharing agreement as it is being written; what holds is its last Edition."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reference = models.SlugField(_("reference"), max_length=60, unique=True)
    title = models.CharField(_("title"), max_length=160)
    lead = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    purpose = models.TextField(_("purpose"), max_length=2_000)
    gateways = models.JSONField(_("legal gateways"), default=list)
    bases = models.JSONField(_("lawful bases"), default=list)
    uses = models.JSONField(_("may be used for"), default=list)
    products = models.JSONField(_("combined products allowed"), default=list)
    assessment = models.CharField(_("impact assessment"), max_length=160, blank=True)
    assessed_on = models.DateField(_("impact assessed on"), null=True, blank=True)
    retention_months = models.PositiveSmallIntegerField(_("records are kept for, months"))
    from_day = models.DateField(_("in force from"))
    until_day = models.DateField(_("in force until"), null=True, blank=True)
    review_on = models.DateField(_("review by"))
    marking = models.CharField(_("marking"), max_length=60, default="OFFICIAL-SENSITIVE")
    handling = models.CharField(_("handling instruction"), max_length=300, blank=True)

    class Meta:
        db_table = "sharing_agreement"
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title


class Party(models.Model):
    """An agency that an agreement binds."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agreement = models.ForeignKey(
        "sharing.Agreement", on_delete=models.CASCADE, related_name="parties"
    )
    agency = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=10, choices=PartyRole.choices)

    class Meta:
        db_table = "sharing_party"
        ordering = ["agency__name"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "agency"], name="sharing_party_once")
        ]


class DataSet(models.Model):
    """One source of the evidence under an agreement, and how much of it the parties see."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agreement = models.ForeignKey(
        "sharing.Agreement", on_delete=models.CASCADE, related_name="data_sets"
    )
    source = models.CharField(_("source"), max_length=60)
    fields = models.JSONField(_("fields allowed"), default=list)
    threshold = models.PositiveSmallIntegerField(
        _("smallest count shown inside the partnership"), default=SMALLEST_SHOWN
    )
    shows_counts = models.BooleanField(_("its own counts may be seen by the parties"), default=True)

    class Meta:
        db_table = "sharing_data_set"
        ordering = ["source"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "source"], name="sharing_data_set_once")
        ]


class AgreedText(models.Model):
    """What the parties agreed to, whole: this holds, whatever is being drafted meanwhile."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agreement = models.ForeignKey(
        "sharing.Agreement", on_delete=models.CASCADE, related_name="agreed_texts"
    )
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    content = models.JSONField()

    class Meta:
        db_table = "sharing_agreed_text"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "number"], name="sharing_agreed_number")
        ]


class Approval(models.Model):
    """An agency's approval of an agreement as it stood at one version."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agreement = models.ForeignKey(
        "sharing.Agreement", on_delete=models.CASCADE, related_name="approvals"
    )
    agency = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey("people.Post", on_delete=models.PROTECT, related_name="+")
    of_version = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "sharing_approval"
        constraints = [
            models.UniqueConstraint(
                fields=["agreement", "agency", "of_version"], name="sharing_approval_once"
            )
        ]


class AccessRequest(Versioned):
    """An agency asks to join an agreement; each agency whose records they are answers.

    `decided_at`: when the latest answer came, which settled it or left others to come.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("Asked")
        GRANTED = "granted", _("Granted")
        REFUSED = "refused", _("Refused")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agreement = models.ForeignKey(
        "sharing.Agreement", on_delete=models.CASCADE, related_name="requests"
    )
    agency = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey("people.Post", on_delete=models.PROTECT, related_name="+")
    role = models.CharField(_("role"), max_length=10, choices=PartyRole.choices)
    purpose = models.TextField(_("what for"), max_length=1_000)
    state = models.CharField(max_length=8, choices=State.choices, default=State.ASKED)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        db_table = "sharing_access_request"
        ordering = ["-asked_at"]


class AccessAnswer(models.Model):
    """One agency's answer to a request, about the agreement as it stood at one version."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    request = models.ForeignKey(
        "sharing.AccessRequest", on_delete=models.CASCADE, related_name="answers"
    )
    agency = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey("people.Post", on_delete=models.PROTECT, related_name="+")
    of_version = models.PositiveIntegerField()
    is_granted = models.BooleanField()
    words = models.TextField(_("answer"), max_length=1_000, blank=True)
    at = models.DateTimeField()

    class Meta:
        db_table = "sharing_access_answer"
        ordering = ["at"]
        constraints = [
            models.UniqueConstraint(
                fields=["request", "agency", "of_version"], name="sharing_access_answer_once"
            )
        ]


class Ending(models.Model):
    """Who ended an agreement, or (with an `agency`) took that party out of it, and why."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agreement = models.ForeignKey(
        "sharing.Agreement", on_delete=models.CASCADE, related_name="endings"
    )
    agency = models.ForeignKey(
        "people.Agency", on_delete=models.PROTECT, related_name="+", null=True
    )
    post = models.ForeignKey("people.Post", on_delete=models.PROTECT, related_name="+")
    reason = models.TextField(_("reason"), max_length=1_000)
    at = models.DateTimeField()

    class Meta:
        db_table = "sharing_ending"
        ordering = ["-at"]


class Deletion(models.Model):
    """Proof that records were deleted on time: what, how many rows, and of which files.

    Written before anything goes, with `at` empty; `at` is set when nothing of it is left.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reference = models.CharField(max_length=60)
    source = models.CharField(max_length=60)
    received = models.CharField(max_length=7)  # the month, 2025-03
    extracts = models.PositiveIntegerField()
    rows = models.PositiveBigIntegerField()
    files = models.PositiveIntegerField()
    names_digest = models.CharField(max_length=64)
    planned_at = models.DateTimeField()
    at = models.DateTimeField(null=True)

    class Meta:
        db_table = "sharing_deletion"
        ordering = ["-planned_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["reference", "source", "received"],
                condition=models.Q(at=None),
                name="sharing_deletion_planned_once",
            )
        ]
