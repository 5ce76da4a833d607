"""A commitment, what it needs first, how it goes, and who leads the priority that it serves."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from safercity.partnership.common.ids import new_id
from safercity.partnership.common.versions import Versioned


class Kind(models.TextChoices):
    """What sort of thing was promised. Key actions count as done only once verified."""

    KEY_ACTION = "key_action", _("Key action")
    DECISION = "decision", _("Decision's action")
    PROBLEM = "problem", _("Problem-solving action")
    REVIEW = "review", _("Review's action")
    RETURN = "return", _("Return")
    OTHER = "other", _("Other action")


class State(models.TextChoices):
    """Where it stands. Which follows which is `rules.STEPS`; late is a date, not a state."""

    NOT_STARTED = "not_started", _("Not started")
    ON_TRACK = "on_track", _("On track")
    SLIPPING = "slipping", _("Slipping")
    BLOCKED = "blocked", _("Blocked")
    DONE = "done", _("Done by owner")
    VERIFIED = "verified", _("Verified")
    CLOSED = "closed", _("Closed")
    WITHDRAWN = "withdrawn", _("Withdrawn")


class Confidence(models.TextChoices):
    """How sure the owner is that the date will be kept."""

    UNSAID = "", _("Not said")
    HIGH = "high", _("High")
    MEDIUM = "medium", _("Medium")
    LOW = "low", _("Low")


class Level(models.TextChoices):
    """To whom a late commitment was brought, so far."""

    NOBODY = "", _("Nobody")
    LEAD = "lead", _("Priority lead")
    MANAGER = "manager", _("Community safety manager")
    BOARD = "board", _("Board")


OPEN = (State.NOT_STARTED, State.ON_TRACK, State.SLIPPING, State.BLOCKED)
WAITS = "done:"  # how reminders begin (Message.once, after the id) to settle what was done


class Commitment(Versioned):
    """What a post has promised by a day.

    `subject_kind` and `subject_id` name what it belongs to (common.subjects); `funding` and
    `priority` are the short names under which other apps know a funding line and a priority of the
    strategy. `place`: as it was typed; `known_place`: its lasting identity, where it is or was on
    the list of places, and `place_layers`: the agencies whose records found it then.
    `only_parties`: seen by the owner's agency, partners, managers and chairs alone.
    `priority_title`, `place_title` and `place_address`: in words for one viewer, where
    queries.priorities and queries.places have set them.
    """

    priority_title = place_title = place_address = ""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    what = models.CharField(_("what"), max_length=300)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    owner = models.ForeignKey(
        "people.Post", on_delete=models.PROTECT, related_name="+", verbose_name=_("owner")
    )
    partners = models.ManyToManyField(
        "people.Agency", db_table="commitments_partner", related_name="+", blank=True
    )
    due = models.DateField(_("due"))
    state = models.CharField(
        _("state"), max_length=12, choices=State.choices, default=State.NOT_STARTED
    )
    confidence = models.CharField(
        _("confidence"), max_length=6, choices=Confidence.choices, default="", blank=True
    )
    evidence = models.TextField(_("evidence"), default="", blank=True)
    evidence_link = models.URLField(_("link to the evidence"), default="", blank=True)
    place = models.CharField(_("place"), max_length=80, default="", blank=True)
    known_place = models.CharField(max_length=80, default="", blank=True)
    place_layers = models.TextField(default="", blank=True)
    funding = models.CharField(_("funding line"), max_length=80, default="", blank=True)
    priority = models.CharField(_("priority"), max_length=80, default="", blank=True)
    subject_kind = models.CharField(max_length=60, default="", blank=True)
    subject_id = models.UUIDField(null=True, blank=True)
    only_parties = models.BooleanField(_("only for owner and partners"), default=False)
    escalated_to = models.CharField(
        max_length=7, choices=Level.choices, default=Level.NOBODY, blank=True
    )
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    done_by = models.UUIDField(null=True, editable=False)  # who said so may not verify it
    done_on = models.DateField(null=True, editable=False)  # it waits since then to be settled
    verified_by = models.ForeignKey(
        "people.Agency", on_delete=models.PROTECT, related_name="+", null=True, editable=False
    )

    class Meta:
        db_table = "commitments_commitment"
        ordering = ["due", "id"]
        # Who may see a row, and what a list asks first, is read from the index alone: its table has
        # to be opened for the rows that are shown. A page far down skips through `_due`; tallies of
        # all count through `_state`, four times as fast as through a wider one, on PostgreSQL.
        indexes = [
            models.Index(
                fields="state due id only_parties owner kind funding done_by".split(),
                name="commitments_state_due",
            ),
            models.Index(
                fields=["due", "id", "state", "only_parties", "owner"], name="commitments_due"
            ),
            models.Index(fields=["owner", "state", "due", "id"], name="commitments_owner_state"),
            models.Index(
                fields=["escalated_to", "due", "id", "state"], name="commitments_escalated"
            ),
            models.Index(fields=["subject_kind", "subject_id"], name="commitments_subject"),
            models.Index(fields=["priority", "state"], name="commitments_priority"),
            models.Index(fields=["known_place", "due", "id"], name="commitments_place"),
            # A word that few hold: SQLite walks by the day to the end, which takes eight times as
            # long through the table's own rows.
            models.Index(
                fields="due id what place known_place only_parties owner".split(),
                name="commitments_words",
            ),
            models.Index(
                fields=["state"], name="commitments_state"
            ),  # tallies: a third of the time
            models.Index(
                fields=["state", "due", "owner", "id"],
                condition=Q(only_parties=True),
                name="commitments_only_parties",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.VERIFIED, verified_by__isnull=False)
                | (~Q(state=State.VERIFIED) & Q(verified_by=None)),
                name="commitments_verified_by_an_agency",
            ),
        ]

    def __str__(self) -> str:
        return self.what

    # Django's own sort all choices anew at each call, and a list of fifty asks 150 times.
    def get_state_display(self) -> str:  # type: ignore[no-redef]
        return str(State(self.state).label)

    def get_kind_display(self) -> str:  # type: ignore[no-redef]
        return str(Kind(self.kind).label)

    def get_confidence_display(self) -> str:  # type: ignore[no-redef]
        return str(Confidence(self.confidence).label)

    @property
    def is_open(self) -> bool:
        return self.state in OPEN

    @property
    def is_late(self) -> bool:
        return self.days_late > 0

    @property
    def days_late(self) -> int:
        """Days since it was due, while its owner has not done it; 0 or less is not late."""
        return (timezone.localdate() - self.due).days if self.is_open else 0

    @property
    def needs_another_agency(self) -> bool:
        """Whether only another agency's word makes it count as done."""
        return self.kind == Kind.KEY_ACTION or bool(self.funding)

    @property
    def counts_as_done(self) -> bool:
        return self.state in (State.VERIFIED, State.CLOSED)


class Dependency(models.Model):
    """`commitment` cannot be done before `needs` is."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    commitment = models.ForeignKey(
        "commitments.Commitment", on_delete=models.CASCADE, related_name="needed"
    )
    needs = models.ForeignKey(
        "commitments.Commitment", on_delete=models.PROTECT, related_name="needed_by"
    )

    class Meta:
        db_table = "commitments_dependency"
        constraints = [
            models.UniqueConstraint(
                fields=["commitment", "needs"], name="commitments_dependency_once"
            ),
            models.CheckConstraint(
                condition=~Q(commitment=models.F("needs")), name="commitments_not_itself"
            ),
        ]


class Update(models.Model):
    """How it goes, in the owner's words, on one day. Never changed: the next one corrects it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    commitment = models.ForeignKey(
        "commitments.Commitment", on_delete=models.CASCADE, related_name="updates"
    )
    at = models.DateTimeField(default=timezone.now, editable=False)
    post = models.ForeignKey("people.Post", on_delete=models.PROTECT, related_name="+", null=True)
    text = models.TextField(_("update"))
    state = models.CharField(max_length=12, choices=State.choices)
    confidence = models.CharField(max_length=6, choices=Confidence.choices, default="", blank=True)

    class Meta:
        db_table = "commitments_update"
        ordering = ["-id"]


class PriorityLead(models.Model):
    """A priority that actions may name, and the post to which its late work is brought first."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    priority = models.CharField(max_length=80, unique=True)
    title = models.CharField(max_length=200)
    post = models.ForeignKey("people.Post", on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        db_table = "commitments_priority_lead"
        ordering = ["priority"]

    def __str__(self) -> str:
        return self.title
