"""Assurance, its chasing, adoptions of a priority, reviews, and duties done."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from safercity.partnership.common.ids import new_id
from safercity.partnership.common.versions import Versioned


class Assurance(Versioned):
    """What a link officer tells the Board about a supporting priority and one quarter."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject = models.ForeignKey(
        "governance.Subject", on_delete=models.PROTECT, related_name="assurances"
    )
    quarter = models.CharField(max_length=10)  # 2026-27-q1
    level = models.CharField(_("level"), max_length=20)  # content/oversight/assurance.yaml
    evidence = models.TextField(_("evidence"))
    evidence_link = models.URLField(_("link to the evidence"), blank=True)
    view = models.TextField(_("link officer's view"))
    expires_on = models.DateField(_("holds until"))
    post = models.ForeignKey("people.Post", on_delete=models.PROTECT, related_name="+")
    given_on = models.DateField(default=timezone.localdate, editable=False)
    corrected_by = models.ForeignKey(
        "people.Post", on_delete=models.PROTECT, null=True, related_name="+"
    )
    corrected_on = models.DateField(null=True)

    class Meta:
        db_table = "oversight_assurance"
        ordering = ["-quarter"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "quarter"], name="oversight_assurance_of_quarter"
            )
        ]

    @property
    def has_expired(self) -> bool:
        """Whether it may no longer be relied on."""
        return self.expires_on <= timezone.localdate()


class Chase(models.Model):
    """That assurance was asked for: before it was due, after, and at last before the Board."""

    class Step(models.TextChoices):
        REMIND = "remind", _("reminded")
        LATE = "late", _("chased")
        BOARD = "board", _("brought to the Board")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject = models.ForeignKey(
        "governance.Subject", on_delete=models.CASCADE, related_name="chases"
    )
    quarter = models.CharField(max_length=10)
    step = models.CharField(max_length=6, choices=Step.choices)
    number = models.PositiveSmallIntegerField(default=1)
    day = models.DateField()

    class Meta:
        db_table = "oversight_chase"
        ordering = ["day", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "quarter", "step", "number"], name="oversight_chase_once"
            )
        ]


class Adopted(models.TextChoices):
    """Where the adoption of a further priority stands. Which follows which is `rules.ONWARD`."""

    ASKED = "asked", _("Asked")
    CONSIDERED = "considered", _("Considered by the Board")
    AGREED = "agreed", _("Agreed with the accountable body")
    ADOPTED = "adopted", _("Adopted")
    DECLINED = "declined", _("Declined")
    WITHDRAWN = "withdrawn", _("Withdrawn")


ENDED = (Adopted.ADOPTED.value, Adopted.DECLINED.value, Adopted.WITHDRAWN.value)


class Adoption(Versioned):
    """A priority that the Board may take on jointly with the body that answers for it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject = models.ForeignKey(
        "governance.Subject",
        on_delete=models.PROTECT,
        related_name="adoptions",
        verbose_name=_("priority"),
    )
    reason = models.TextField(_("why"))
    asked_by = models.ForeignKey(
        "people.Agency", on_delete=models.PROTECT, related_name="+", verbose_name=_("asked by")
    )
    post = models.ForeignKey(  # under which it was asked; none for what is older than this column
        "people.Post", on_delete=models.PROTECT, null=True, related_name="+"
    )
    state = models.CharField(max_length=10, choices=Adopted.choices, default=Adopted.ASKED)
    terms = models.TextField(_("terms"), blank=True)
    accountable = models.ForeignKey(
        "governance.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("accountable body"),
    )
    link_officer = models.ForeignKey(
        "people.Post",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("link officer"),
    )

    class Meta:
        db_table = "oversight_adoption"
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["subject"],
                condition=~Q(state__in=ENDED),
                name="oversight_adoption_one_under_way",
            )
        ]

    def __str__(self) -> str:
        return str(self.subject)

    @property
    def is_under_way(self) -> bool:
        return self.state not in ENDED


class AdoptionStep(models.Model):
    """A step that was taken: the day, what was said, and the decision of the body that took it.

    `by_one_person`: who took it wrote the decision into the log too, without chairing the body;
    None for what is older than this column.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    adoption = models.ForeignKey(
        "oversight.Adoption", on_delete=models.CASCADE, related_name="steps"
    )
    state = models.CharField(max_length=10, choices=Adopted.choices)
    day = models.DateField()
    note = models.TextField(blank=True)
    decision = models.ForeignKey(
        "governance.Decision", on_delete=models.PROTECT, null=True, related_name="+"
    )
    by_one_person = models.BooleanField(null=True, editable=False)

    class Meta:
        db_table = "oversight_adoption_step"
        ordering = ["id"]


class Reviewed(models.TextChoices):
    """Where a review stands."""

    PROMISED = "promised", _("Promised")
    UNDER_WAY = "under_way", _("Under way")
    DECIDED = "decided", _("Decided")
    CLOSED = "closed", _("Closed")
    DROPPED = "dropped", _("No longer promised")


class Review(Versioned):
    """A review that the strategy promises: scope, how it is, options, decision, changes."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(max_length=80, unique=True, null=True)  # as in the strategy's content
    title = models.CharField(_("title"), max_length=160)
    scope = models.TextField(_("scope"), blank=True)
    as_is = models.TextField(_("how it is now"), blank=True)
    options = models.TextField(_("options"), blank=True)
    lead = models.ForeignKey(
        "people.Post",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("lead"),
    )
    due = models.DateField(_("due"), null=True, blank=True)
    begun_on = models.DateField(_("begun on"), null=True, editable=False)  # none: of old
    state = models.CharField(max_length=9, choices=Reviewed.choices, default=Reviewed.PROMISED)
    decision = models.ForeignKey(
        "governance.Decision", on_delete=models.PROTECT, null=True, related_name="reviews"
    )

    class Meta:
        db_table = "oversight_review"
        ordering = ["title"]

    def __str__(self) -> str:
        return self.title

    @property
    def is_late(self) -> bool:
        open_states = (Reviewed.PROMISED, Reviewed.UNDER_WAY)
        return bool(self.due and self.state in open_states and self.due < timezone.localdate())


class Doing(Versioned):
    """That a duty of the law was done in a period, and what proves it.

    Of a duty that comes with each case there is one for each case, known by its number in the year:
    it may be written down with the day it is `due` before it is done.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    duty = models.CharField(max_length=60)  # content/statutory/<nation>.yaml
    period = models.CharField(max_length=12)  # 2026-27, 2026-27-q1, its third case 2026-27-3
    due = models.DateField(_("due"), null=True)  # of a case; other days are the calendar's
    done_on = models.DateField(_("done on"), null=True)
    evidence = models.CharField(_("what proves it"), max_length=300, blank=True)
    link = models.URLField(_("link to the proof"), blank=True)
    proven_by = models.ForeignKey(
        "people.Post", on_delete=models.PROTECT, null=True, related_name="+"
    )
    proven_on = models.DateField(null=True)

    class Meta:
        db_table = "oversight_doing"
        ordering = ["done_on", "id"]
        constraints = [
            models.UniqueConstraint(fields=["duty", "period"], name="oversight_doing_once"),
            models.CheckConstraint(
                condition=Q(proven_on=None) | ~Q(evidence="", link=""),
                name="oversight_proven_by_something",
            ),
            models.CheckConstraint(
                condition=Q(done_on__isnull=False) | Q(due__isnull=False, proven_on=None),
                name="oversight_done_or_due",
            ),
        ]


class Jurisdiction(models.Model):
    """Under which nation's law, and at which tier of local government, this partnership works."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    nation = models.CharField(_("nation"), max_length=10)
    tier = models.CharField(_("tier"), max_length=20)

    class Meta:
        db_table = "oversight_jurisdiction"
        constraints = [models.CheckConstraint(condition=Q(id=1), name="oversight_one_jurisdiction")]
