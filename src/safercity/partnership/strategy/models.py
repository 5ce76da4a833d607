"""Versions of a strategy, the steps of their route, items that keep their identity, reviews."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from safercity.partnership.common.ids import new_id
from safercity.partnership.common.versions import Versioned

LONGEST_BODY = 120


class StrategyVersion(Versioned):
    """One version of the strategy: its whole content as YAML, and where it stands on its route."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.PositiveIntegerField(unique=True)
    title = models.CharField(_("title"), max_length=200)
    content = models.TextField(_("content"))
    step = models.CharField(_("step"), max_length=40, default="draft")
    based_on = models.ForeignKey(
        "strategy.StrategyVersion", on_delete=models.PROTECT, null=True, related_name="later"
    )
    made_at = models.DateTimeField()

    class Meta:
        db_table = "strategy_version"
        ordering = ["-number"]

    def __str__(self) -> str:
        return _("{title}, version {number}").format(title=self.title, number=self.number)


class Step(models.Model):
    """A step that a version took, or a duty done on the way: the day, who decided, what."""

    class Kind(models.TextChoices):
        STEP = "step"
        DUTY = "duty"

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    of = models.ForeignKey(
        "strategy.StrategyVersion", on_delete=models.CASCADE, related_name="steps"
    )
    kind = models.CharField(max_length=4, choices=Kind.choices, default=Kind.STEP)
    slug = models.CharField(max_length=40)
    day = models.DateField(_("day"))
    decided_by = models.CharField(_("decided by"), max_length=LONGEST_BODY, blank=True)
    decision = models.TextField(_("decision"), blank=True)

    class Meta:
        db_table = "strategy_step"
        ordering = ["day", "id"]


class Item(models.Model):
    """A priority, key action or outcome, the same through all versions that hold its code.

    Commitments, indicators and assurance hang on items, so that a new version moves none of them.
    """

    class Kind(models.TextChoices):
        PRIORITY = "priority", _("strategic priority")
        SUPPORTING = "supporting", _("supporting priority")
        ACTION = "action", _("key action")
        OUTCOME = "outcome", _("outcome")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    code = models.CharField(max_length=60)

    class Meta:
        db_table = "strategy_item"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="strategy_item_code_of_kind")
        ]


class Review(Versioned):
    """An annual review: a published version set against an edition of the evidence."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ENDED = "ended", _("ended")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    of = models.ForeignKey(
        "strategy.StrategyVersion", on_delete=models.PROTECT, related_name="reviews"
    )
    edition = models.CharField(max_length=64)
    begun_on = models.DateField()
    state = models.CharField(max_length=6, choices=State.choices, default=State.OPEN)
    made = models.ForeignKey(
        "strategy.StrategyVersion", on_delete=models.PROTECT, null=True, related_name="+"
    )

    class Meta:
        db_table = "strategy_review"
        ordering = ["-begun_on"]


class Proposal(Versioned):
    """One change that a review proposes: what the evidence says, the change, what was agreed."""

    class Answer(models.TextChoices):
        OPEN = "open", _("not decided")
        AGREED = "agreed", _("agreed")
        REFUSED = "refused", _("not agreed")

    class Kind(models.TextChoices):
        REWORD = "reword", _("reword it")
        ACTION = "action", _("add a key action under it")
        OUTCOME = "outcome", _("add an outcome under it")
        END = "end", _("end it")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    review = models.ForeignKey(
        "strategy.Review", on_delete=models.CASCADE, related_name="proposals"
    )
    part = models.CharField(_("about"), max_length=60)  # id of the strategy's part
    finding = models.CharField(max_length=120, blank=True)  # the finding's address in the edition
    evidence = models.TextField(_("what the evidence says"), blank=True)
    # For each paragraph of the evidence the rows that it rests on (sharing.queries.resting).
    rests_on = models.JSONField(default=list, blank=True)
    kind = models.CharField(_("change"), max_length=7, choices=Kind.choices, default=Kind.REWORD)
    field = models.CharField(max_length=40, default="about")
    title = models.CharField(_("new title"), max_length=300, blank=True)
    text = models.TextField(_("new text"), blank=True)
    answer = models.CharField(max_length=8, choices=Answer.choices, default=Answer.OPEN)
    reason = models.TextField(_("reason"), blank=True)

    is_silent = False  # some of what the evidence says was left out (queries.tell_proposals)

    class Meta:
        db_table = "strategy_proposal"
        ordering = ["part", "id"]
