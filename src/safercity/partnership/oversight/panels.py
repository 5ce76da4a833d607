"""On My work: what needs the Board, for who may decide; due assurance, reviews and duties."""

from __future__ import annotations

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from safercity.partnership.common.panels import Panel, Row
from safercity.partnership.common.together import Answer
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.oversight import rules
from safercity.partnership.oversight.presenters.adopting import name_asked
from safercity.partnership.oversight.presenters.duties import name_duty
from safercity.partnership.oversight.quarters import Quarter
from safercity.partnership.oversight.queries.assurance import due_day, find_asked_quarter
from safercity.partnership.oversight.queries.waiting import (
    ask_adoptions,
    ask_late_reviews,
    ask_own_assurance,
    ask_own_reviews,
    list_own_duties,
)


def list_panels(viewer: Viewer) -> list[Panel]:
    """What waits for the Board, and what the posts of the viewer owe; nothing where nothing is."""
    panels = []
    if rules.see_oversight.allowed(viewer):
        adoptions = ask_adoptions(viewer)
        for_board = [_decide(one) for one in adoptions if one.number] + _list_late(viewer)
        for_other = tuple(_decide(one) for one in adoptions if not one.number)
        pack, every = reverse("oversight:pack"), reverse("oversight:adoptions")
        panels += [
            Panel(_("For the Board"), tuple(for_board), 120, more=pack),
            Panel(_("Adoptions to agree"), for_other, 121, more=every),
            _assure(viewer),
            _lead(viewer),
            _prove(viewer),
        ]
    return [panel for panel in panels if panel.rows]


def _decide(one: Answer) -> Row:
    address = reverse("oversight:adoption", kwargs={"key": one.key})
    return Row(name_asked(one), address, _("Asked by %s") % one.more, button=_("Decide"))


def _list_late(viewer: Viewer) -> list[Row]:
    return [
        Row(
            _("Review: %s") % one.title,
            reverse("oversight:review", kwargs={"key": one.key}),
            due=one.day,
            is_late=True,
        )
        for one in ask_late_reviews(viewer)
    ]


def _assure(viewer: Viewer) -> Panel:
    quarter = find_asked_quarter(timezone.localdate())
    rows = [_give(missing, quarter) for missing in ask_own_assurance(viewer)] if quarter else []
    return Panel(_("Assurance due"), tuple(rows), 205, more=reverse("oversight:assurance"))


def _give(missing: Answer, quarter: Quarter) -> Row:
    told = {"subject": missing.title, "quarter": quarter}
    return Row(
        _("Assurance of %(subject)s, %(quarter)s") % told,
        reverse("oversight:give", kwargs={"key": missing.key, "quarter": quarter.slug}),
        due=due_day(quarter),
        is_late=due_day(quarter) < timezone.localdate(),
        button=_("Give"),
    )


def _lead(viewer: Viewer) -> Panel:
    today = timezone.localdate()
    rows = tuple(
        Row(
            _("Review: %s") % one.title,
            reverse("oversight:review", kwargs={"key": one.key}),
            due=one.day,
            is_late=one.day < today,
        )
        for one in ask_own_reviews(viewer)
    )
    return Panel(_("Reviews"), rows, 206, more=reverse("oversight:reviews"))


def _prove(viewer: Viewer) -> Panel:
    rows = tuple(
        Row(
            name_duty(one),
            reverse("oversight:prove", kwargs={"duty": one.duty.id, "period": one.period}),
            detail=f"{one.duty.source.act}, {one.duty.source.section}",
            due=one.due,
            is_late=one.is_late,
            button=_("Enter"),
        )
        for one in list_own_duties(viewer, today=timezone.localdate())
    )
    return Panel(_("Duties of the law"), rows, 207, more=reverse("oversight:duties"))
