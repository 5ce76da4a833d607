"""A measure with its definition sheet; the returns of its periods, each in one or more vintages."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from safercity.partnership.common.ids import new_id
from safercity.partnership.common.versions import Versioned


class Role(models.TextChoices):
    """What a measure is there for. Only outcomes are counted in "six of 18 are improving"."""

    OUTCOME = "outcome", _("Tells an outcome")
    COMPANION = "companion", _("Read with another measure")
    SUPPORTING = "supporting", _("Tells a supporting priority")
    PERCEPTION = "perception", _("Tells how safe people feel")


class Source(models.TextChoices):
    """Where the figures come from."""

    EVIDENCE = "evidence", _("The evidence's indicator")
    FROZEN = "frozen", _("The areas frozen at the baseline")
    RETURN = "return", _("A partner's return")
    QUESTION = "question", _("A question to the evidence, asked here")


class Data(models.TextChoices):
    """What kind of figure it is: it decides the chart."""

    COUNT = "count", _("A count")
    RATE = "rate", _("A rate")
    SHARE = "share", _("A share")
    MEASURE = "measure", _("A measured figure")


class Frequency(models.TextChoices):
    """How often there is a figure."""

    MONTH = "month", _("Monthly")
    QUARTER = "quarter", _("Quarterly")
    TERM = "term", _("Each school term")
    YEAR = "year", _("Yearly")


class Direction(models.TextChoices):
    """Which way is better. What is ambiguous is never coloured."""

    UP = "up", _("More is wanted")
    DOWN = "down", _("Less is wanted")
    AMBIGUOUS = "ambiguous", _("Ambiguous: read with care")


class Tells(models.TextChoices):
    """Of harm, or of what the partnership itself did: the words of the verdict differ."""

    CHANGE = "change", _("Harm, or how things are")
    EFFORT = "effort", _("What was done about it")


class Scope(models.TextChoices):
    """Where it counts."""

    CITY = "city", _("City-wide")
    HIGH_DEMAND = "high_demand", _("High-demand areas")
    WARD = "ward", _("One ward")


class Measure(Versioned):
    """What is counted to tell an outcome, and how it is read: a definition sheet.

    `serves`: the code of an outcome or supporting priority of the strategy, "" for the city;
    `indicator`: of the evidence, for the city or the frozen areas; `layer`: the agency whose whole
    records tell of the frozen areas instead. `question`: what was asked here, as content
    (`queries.asked`). `start`: the first period that is returned.
    `is_small`: counts of few people, hidden from 1 to 4. `steps`: [period, figure] on the way from
    the baseline to the target, in order. `ended_on`: the strategy no longer has
    what it serves; its figures stay.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    code = models.SlugField(_("code"), max_length=60, unique=True)
    serves = models.CharField(_("serves"), max_length=20, blank=True)
    role = models.CharField(_("role"), max_length=10, choices=Role.choices)
    title = models.CharField(_("title"), max_length=200)
    title_cy = models.CharField(_("title in Welsh"), max_length=200, blank=True)
    numerator = models.TextField(_("what is counted"))
    denominator = models.TextField(_("out of what"), blank=True)
    source = models.CharField(_("source"), max_length=8, choices=Source.choices)
    indicator = models.CharField(_("indicator of the evidence"), max_length=80, blank=True)
    layer = models.CharField(_("agency of the records"), max_length=40, blank=True)
    question = models.JSONField(_("question to the evidence"), null=True, blank=True)
    data = models.CharField(_("kind of figure"), max_length=7, choices=Data.choices)
    unit = models.CharField(_("unit"), max_length=80)
    frequency = models.CharField(_("frequency"), max_length=7, choices=Frequency.choices)
    direction = models.CharField(_("direction"), max_length=9, choices=Direction.choices)
    tells = models.CharField(_("tells"), max_length=6, choices=Tells.choices)
    scope = models.CharField(_("scope"), max_length=11, choices=Scope.choices)
    companion = models.ForeignKey(
        "performance.Measure", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("companion"),
    )  # fmt: skip
    city = models.ForeignKey(
        "performance.Measure", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("the same city-wide"),
    )  # fmt: skip
    caveats = models.TextField(_("caveats"), blank=True)
    owner = models.ForeignKey(
        "people.Post", on_delete=models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("owner"),
    )  # fmt: skip
    start = models.CharField(_("first period returned"), max_length=7, blank=True)
    due_days = models.PositiveSmallIntegerField(_("days until a return is due"), default=20)
    is_small = models.BooleanField(_("counts few people"), default=False)
    baseline_first = models.CharField(_("baseline from"), max_length=7, blank=True)
    baseline_last = models.CharField(_("baseline to"), max_length=7, blank=True)
    target = models.DecimalField(
        _("target"), max_digits=15, decimal_places=4, null=True, blank=True
    )
    target_by = models.CharField(_("target by"), max_length=7, blank=True)
    steps = models.JSONField(_("steps to the target"), default=list, blank=True)
    order = models.PositiveSmallIntegerField(default=0, editable=False)
    ended_on = models.DateField(_("ended on"), null=True, editable=False)

    class Meta:
        db_table = "performance_measure"
        ordering = ["order", "code"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(direction="ambiguous") | Q(companion__isnull=False),
                name="performance_ambiguous_has_companion",
            ),
            models.CheckConstraint(
                condition=Q(target__isnull=True, target_by="")
                | (Q(target__isnull=False) & ~Q(target_by="")),
                name="performance_target_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_returned(self) -> bool:
        return self.source == Source.RETURN

    @property
    def has_base(self) -> bool:
        return self.data in (Data.SHARE, Data.RATE)

    @property
    def priority(self) -> str:
        """The priority it belongs to: "1" of "O1.4", "S4" of "S4"."""
        return self.serves[1:].partition(".")[0] if self.serves.startswith("O") else self.serves


class State(models.TextChoices):
    """Where a return stands. Which follows which is `rules.STEPS`."""

    DRAFT = "draft", _("Draft")
    SUBMITTED = "submitted", _("Waits for approval")
    APPROVED = "approved", _("Approved")
    RETURNED = "returned", _("Sent back")


class Return(Versioned):
    """One figure of one period, in one vintage. Approved it is locked; a revision is a new vintage.

    A figure is None where it was not collected, which is neither missing nor zero.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    measure = models.ForeignKey(
        "performance.Measure", on_delete=models.PROTECT, related_name="returns"
    )
    period = models.CharField(_("period"), max_length=7)
    vintage = models.PositiveSmallIntegerField(_("vintage"), default=1)
    figure = models.DecimalField(
        _("figure"), max_digits=15, decimal_places=3, null=True, blank=True
    )
    out_of = models.DecimalField(
        _("out of"), max_digits=15, decimal_places=3, null=True, blank=True
    )
    is_provisional = models.BooleanField(_("provisional"), default=False)
    note = models.TextField(_("note"), blank=True)
    state = models.CharField(_("state"), max_length=9, choices=State.choices, default=State.DRAFT)
    why = models.TextField(_("why it was sent back, or revised"), blank=True)
    submitted_by = models.UUIDField(null=True, editable=False)
    submitted_at = models.DateTimeField(null=True, editable=False)
    decided_at = models.DateTimeField(null=True, editable=False)

    class Meta:
        db_table = "performance_return"
        ordering = ["measure", "period", "vintage"]
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "period", "vintage"], name="performance_return_once"
            ),
            models.UniqueConstraint(
                fields=["measure", "period"],
                condition=~Q(state="approved"),
                name="performance_one_open_return",
            ),
        ]
        indexes = [models.Index(fields=["state", "measure"], name="performance_return_state")]

    def __str__(self) -> str:
        return f"{self.measure} {self.period}"

    @property
    def is_locked(self) -> bool:
        return self.state == State.APPROVED

    @property
    def value(self) -> float | None:
        """The figure itself: the share or rate where it is out of something."""
        if self.figure is None or (self.out_of is not None and not self.out_of):
            return None
        return float(self.figure / self.out_of) if self.out_of is not None else float(self.figure)


class Chase(models.Model):
    """That a late return was asked for: once for each number of a period."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    measure = models.ForeignKey(
        "performance.Measure", on_delete=models.CASCADE, related_name="chases"
    )
    period = models.CharField(max_length=7)
    number = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        db_table = "performance_chase"
        constraints = [
            models.UniqueConstraint(
                fields=["measure", "period", "number"], name="performance_chase_once"
            )
        ]
