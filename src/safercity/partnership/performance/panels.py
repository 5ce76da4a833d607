"""What performance puts on My work: tallies, approvals that wait, returns due from my agency."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safercity.partnership.common.in_words import say_period
from safercity.partnership.common.panels import Panel, Row
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.performance import queries, rules
from safercity.partnership.performance.models import Measure, Role
from safercity.partnership.performance.presenters.outcomes import list_counts
from safercity.partnership.performance.presenters.returns import send_address
from safercity.partnership.performance.presenters.tallying import count_verdicts, pick_telling

MOST = 10
# The tally's mark of each verdict: real change for the better full, for the worse as what is late.
SHAPES = {"better": "full", "care": "half", "steady": "open", "unknown": "none",
          "withheld": "none", "worse": "late"}  # fmt: skip


def list_panels(viewer: Viewer) -> list[Panel]:
    """Up to three panels; none for who holds no post."""
    if not rules.see_returns.allowed(viewer):
        return []
    if rules.see_outcomes.allowed(viewer):
        standing = queries.read_standing(viewer)
        measures, sent = tuple(one.measure for one in standing.readings), standing.sent
        tally = _tally(standing) if rules.oversee.allowed(viewer) else None
    else:
        measures, sent, tally = queries.list_all(), queries.list_sent_for(viewer), None
    panels = [tally, _approvals(viewer, sent), _due(viewer, measures, sent=sent)]
    return [panel for panel in panels if panel and panel.rows]


def _tally(standing: queries.Standing) -> Panel | None:
    measures = [one for one in standing.readings if one.measure.role == Role.OUTCOME]
    outcomes = pick_telling(measures)
    late = standing.late
    if not outcomes:
        return None
    page = reverse("performance:outcomes")
    counts = count_verdicts(outcomes)
    marks = tuple(shape for mark, shape in SHAPES.items() for _each in range(counts[mark]))
    words = ngettext("%d outcome", "%d outcomes", len(outcomes)) % len(outcomes)
    rows = [Row(words, page, detail=list_counts(outcomes, write=str), marks=marks)]
    if late:
        words = ngettext("%d late return", "%d late returns", late) % late
        rows.append(Row(words, reverse("performance:returns") + "?whose=all", is_late=True))
    return Panel(_("Outcomes"), tuple(rows), order=20, more=page)


def _approvals(viewer: Viewer, sent: queries.Sent) -> Panel:
    rows = tuple(
        Row(
            f"{row.measure.title}, {say_period(row.period)}",
            reverse("performance:return", kwargs={"key": row.pk}),
            detail=str(row.measure.owner.agency) if row.measure.owner else "",
            button=_("Approve or send back"),
        )
        for row in queries.list_to_decide(viewer, sent=sent)[:MOST]
    )
    return Panel(_("Returns to approve"), rows, order=110, more=reverse("performance:returns"))


def _due(viewer: Viewer, measures: Iterable[Measure], *, sent: queries.Sent) -> Panel | None:
    if not rules.send_returns.allowed(viewer):
        return None
    due = queries.list_due(viewer.agencies, measures=measures, sent=sent)
    rows = tuple(
        Row(
            f"{one.measure.title}, {say_period(one.period)}",
            send_address(one.measure.code, one.period),
            detail=one.row.get_state_display() if one.row else "",
            due=one.due,
            is_late=one.is_late,
            button=_("Send"),
            owner="" if one.measure.owner_id in viewer.post_ids else str(one.measure.owner),
        )
        for one in due[:MOST]
    )
    return Panel(
        _("Returns due from my agency"), rows, order=310, more=reverse("performance:returns")
    )
