"""Bodies, their seats, terms, lines, subjects, link officers and decisions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from safercity.partnership.common.ids import new_id
from safercity.partnership.common.versions import Versioned


class Tier(models.TextChoices):
    """How far up a body decides. "decision": adopts the strategy, such as cabinet."""

    DECISION = "decision", _("Adopts the strategy")
    STRATEGIC = "strategic", _("Strategic")
    TACTICAL = "tactical", _("Tactical")
    OPERATIONAL = "operational", _("Operational")


class How(models.TextChoices):
    """What runs along a line."""

    REPORTS = "reports", _("reports to")
    ASSURES = "assures", _("assures")


class Share(models.TextChoices):
    """How a body answers for a subject."""

    ACCOUNTABLE = "accountable", _("accountable")
    JOINT = "joint", _("jointly accountable")


class SubjectKind(models.TextChoices):
    """What somebody has to answer for."""

    STRATEGIC = "strategic", _("Strategic priority")
    SUPPORTING = "supporting", _("Supporting priority")
    OTHER = "other", _("Other duty")


class Lasting(models.Model):
    """What holds from a day until (not including) another. An empty day is open."""

    from_day = models.DateField(_("from"), null=True, blank=True)
    until_day = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        """Whether it holds on that day."""
        begun = self.from_day is None or self.from_day <= day
        return begun and (self.until_day is None or day < self.until_day)

    @property
    def is_to_come(self) -> bool:
        """Whether it has not begun."""
        return self.from_day is not None and self.from_day > timezone.localdate()

    @property
    def has_ended(self) -> bool:
        """Whether it holds no more."""
        return self.until_day is not None and self.until_day <= timezone.localdate()


def holding_on(day: date) -> Q:
    """The same as `Lasting.holds_on`, for the database."""
    return (Q(from_day=None) | Q(from_day__lte=day)) & lasting_beyond(day)


def lasting_beyond(day: date) -> Q:
    """What has not ended by that day, whether it has begun or not."""
    return Q(until_day=None) | Q(until_day__gt=day)


def _ends_after_it_begins(name: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=Q(from_day=None) | Q(until_day=None) | Q(until_day__gt=F("from_day")), name=name
    )


class Body(Versioned, Lasting):
    """A board, group, panel or meeting that decides or answers for something.

    `code` is its id in the strategy's content. `is_board`: the partnership's own Board, of which
    there is at most one. `successor` took over when it ended.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(max_length=80, unique=True, null=True, editable=False)
    name = models.CharField(_("name"), max_length=160, unique=True)
    tier = models.CharField(_("tier"), max_length=11, choices=Tier.choices)
    about = models.TextField(_("what it is for"), blank=True)
    is_board = models.BooleanField(_("the partnership's own Board"), default=False)
    chair = models.ForeignKey(
        "people.Post",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("chair"),
    )
    vice_chair = models.ForeignKey(
        "people.Post",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("vice-chair"),
    )
    quorum = models.PositiveSmallIntegerField(_("quorum"), null=True, blank=True)
    successor = models.ForeignKey(
        "governance.Body",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="predecessors",
        verbose_name=_("successor"),
    )
    before: Sequence[Body] = ()  # whom it follows, where a query read it (get_body)

    class Meta:
        db_table = "governance_body"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["is_board"], condition=Q(is_board=True), name="governance_one_board"
            ),
            models.CheckConstraint(
                condition=~Q(successor=F("id")), name="governance_successor_is_another"
            ),
            _ends_after_it_begins("governance_body_ends_after_it_begins"),
        ]

    def __str__(self) -> str:
        return self.name


class Seat(Lasting):
    """An agency's place on a body, and the post that takes it; without a post it is empty."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.ForeignKey("governance.Body", on_delete=models.CASCADE, related_name="seats")
    agency = models.ForeignKey(
        "people.Agency", on_delete=models.PROTECT, related_name="+", verbose_name=_("agency")
    )
    post = models.ForeignKey(
        "people.Post",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("post"),
    )
    is_statutory = models.BooleanField(_("must sit by law"), default=False)

    class Meta:
        db_table = "governance_seat"
        ordering = ["agency__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "post"], condition=Q(until_day=None), name="governance_seat_once"
            ),
            models.UniqueConstraint(
                fields=["body", "agency"],
                condition=Q(until_day=None, post=None),
                name="governance_empty_seat_once",
            ),
            _ends_after_it_begins("governance_seat_ends_after_it_begins"),
        ]


class Terms(models.Model):
    """One version of a body's terms of reference. Never changed: the next version corrects it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.ForeignKey("governance.Body", on_delete=models.CASCADE, related_name="terms")
    number = models.PositiveSmallIntegerField()
    text = models.TextField(_("terms of reference"))
    from_day = models.DateField(_("agreed on"))

    class Meta:
        db_table = "governance_terms"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["body", "number"], name="governance_terms_number")
        ]


class Line(Lasting):
    """That a body reports to another, or assures it. `is_inferred`: ours, not agreed by them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.ForeignKey("governance.Body", on_delete=models.CASCADE, related_name="lines")
    to = models.ForeignKey(
        "governance.Body",
        on_delete=models.CASCADE,
        related_name="heard",
        verbose_name=_("to which body"),
    )
    how = models.CharField(_("how"), max_length=7, choices=How.choices, default=How.REPORTS)
    every = models.CharField(_("how often"), max_length=20, blank=True)
    about = models.CharField(_("what about"), max_length=300, blank=True)
    is_inferred = models.BooleanField(_("supposed, not agreed"), default=False)

    class Meta:
        db_table = "governance_line"
        ordering = ["to__name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "to", "how"],
                condition=Q(until_day=None),
                name="governance_line_once",
            ),
            models.CheckConstraint(condition=~Q(body=F("to")), name="governance_line_to_another"),
            _ends_after_it_begins("governance_line_ends_after_it_begins"),
        ]


ASKED = "asked-"  # how the code of a subject begins that an adoption asks for


class Subject(models.Model):
    """What somebody has to answer for: a priority of the strategy, by its code, or another duty.

    `since`: from when it is one; empty for what was there before anyone wrote it down, and for what
    an adoption only asks for.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.CharField(_("short name"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=160)
    kind = models.CharField(_("kind"), max_length=10, choices=SubjectKind.choices)
    since = models.DateField(_("since"), null=True, blank=True)
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    class Meta:
        db_table = "governance_subject"
        ordering = ["kind", "title"]

    def __str__(self) -> str:
        return self.title


def is_only_asked_for(kind: str, code: str, *, since: date | None) -> bool:
    """Whether a subject came in as a title that an adoption asks for, which is under way still."""
    return kind == SubjectKind.OTHER and code.startswith(ASKED) and since is None


class Responsibility(Lasting):
    """That a body answers for a subject. Two that are not joint are an overlap."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    subject = models.ForeignKey(
        "governance.Subject", on_delete=models.CASCADE, related_name="held", verbose_name=_("for")
    )
    body = models.ForeignKey("governance.Body", on_delete=models.CASCADE, related_name="answers")
    share = models.CharField(
        _("how"), max_length=11, choices=Share.choices, default=Share.ACCOUNTABLE
    )

    class Meta:
        db_table = "governance_responsibility"
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "body"],
                condition=Q(until_day=None),
                name="governance_responsibility_once",
            ),
            _ends_after_it_begins("governance_responsibility_ends_after_it_begins"),
        ]


class Link(Lasting):
    """A link officer: the post that sits on `body` and on `to`, and assures `to` about `body`."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    post = models.ForeignKey(
        "people.Post", on_delete=models.PROTECT, related_name="+", verbose_name=_("link officer")
    )
    body = models.ForeignKey("governance.Body", on_delete=models.CASCADE, related_name="links")
    to = models.ForeignKey(
        "governance.Body",
        on_delete=models.CASCADE,
        related_name="linked",
        verbose_name=_("which body it assures"),
    )

    class Meta:
        db_table = "governance_link"
        constraints = [
            models.UniqueConstraint(
                fields=["post", "body", "to"],
                condition=Q(until_day=None),
                name="governance_link_once",
            ),
            models.CheckConstraint(condition=~Q(body=F("to")), name="governance_link_to_another"),
            _ends_after_it_begins("governance_link_ends_after_it_begins"),
        ]


class Decision(models.Model):
    """What a body decided on a day. Never changed: a later decision replaces it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    body = models.ForeignKey(
        "governance.Body",
        on_delete=models.PROTECT,
        related_name="decisions",
        verbose_name=_("which body decided"),
    )
    day = models.DateField(_("day"))
    what = models.CharField(_("decision"), max_length=300)
    reason = models.TextField(_("reason"))
    options = models.TextField(_("options considered"), blank=True)
    subject = models.ForeignKey(
        "governance.Subject",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="decisions",
        verbose_name=_("about"),
    )
    replaces = models.OneToOneField(
        "governance.Decision",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name=_("replaces"),
    )

    class Meta:
        db_table = "governance_decision"
        ordering = ["-day", "-id"]
        indexes = [models.Index(fields=["body", "day"], name="governance_decision_body")]

    def __str__(self) -> str:
        return self.what
