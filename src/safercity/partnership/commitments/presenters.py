"""Commitments as pages show them: words, dates, and what a press of a button would do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from safercity.documents.export.plain import Cell
from safercity.partnership.commitments import rules
from safercity.partnership.commitments.models import Commitment, State
from safercity.partnership.commitments.queries.files import ACTION_COLUMNS, list_action_rows
from safercity.partnership.commitments.queries.picking import Picks
from safercity.partnership.common.in_words import write_date
from safercity.partnership.common.viewers import Viewer

BUTTONS = {
    State.ON_TRACK: gettext_lazy("Open it again"),
    State.DONE: gettext_lazy("Say that it is done"),
    State.VERIFIED: gettext_lazy("Verify"),
    State.CLOSED: gettext_lazy("Close"),
    State.WITHDRAWN: gettext_lazy("Withdraw"),
    State.NOT_STARTED: gettext_lazy("Take it up again"),
}
SETTLING = (State.DONE, State.VERIFIED, State.CLOSED, State.WITHDRAWN)
COLUMNS = (
    "id",
    "what",
    "kind",
    "owner",
    "agency",
    "due",
    "state",
    "days late",
    "confidence",
    "priority",
    "place",
    "funding line",
    "counts as done",
    "partners",
    "evidence",
    "link to the evidence",
    "verified by",
    "last update",
    "what it says",
)
UPDATE_COLUMNS = ("at", "post", "state", "confidence", "text")
NEED_COLUMNS = ("dependence", *ACTION_COLUMNS)
FUNDING_COLUMNS = ("funding line", "actions", "open", "late", "counts as done")


@dataclass(frozen=True)
class Button:
    """A step that this viewer may take now."""

    state: str
    words: str


def present_buttons(viewer: Viewer, commitment: Commitment) -> list[Button]:
    """The settling steps; the everyday states are set with an update."""
    return [
        Button(state.value, str(BUTTONS[state]))
        for state in rules.follows(viewer, commitment)
        if state in SETTLING or not commitment.is_open
    ]


def may_update(viewer: Viewer, commitment: Commitment) -> bool:
    """Whether the page offers an update: open, and by the owner's agency or a manager."""
    return commitment.is_open and rules.update_progress.allowed(viewer, commitment)


def has_to_wait(commitment: Commitment, buttons: list[Button]) -> bool:
    """Whether "done" would follow, but its button is not among those of who may press it."""
    follows = State.DONE in rules.STEPS[State(commitment.state)]
    return follows and State.DONE not in {button.state for button in buttons}


def list_update_states(viewer: Viewer, commitment: Commitment) -> list[State]:
    """The state it is in, then those that an update may set."""
    steps = [state for state in rules.follows(viewer, commitment) if state not in SETTLING]
    return [State(commitment.state), *steps]


def tell_due(commitment: Commitment) -> str:
    """ "9 days late", "today", "Fri 27 Nov", with the year where it is not this one."""
    if commitment.is_late:
        late = commitment.days_late
        return ngettext("%(n)s day late", "%(n)s days late", late) % {"n": late}
    return tell_day(commitment.due)


def tell_day(day: date) -> str:
    """A day as people say it."""
    today = timezone.localdate()
    if day == today:
        return _("today")
    return date_format(day, "D j M" if day.year == today.year else "D j M Y")


def tell_next(commitment: Commitment) -> str:
    """What has to happen for it to count as done."""
    if commitment.state == State.DONE:
        said = [_("Done says its owner. A manager closes it.")]
        if commitment.needs_another_agency:
            said = [_("Done says its owner. It counts once another agency has verified it.")]
        elif not getattr(commitment, "has_manager", True):  # known where one is read
            said.append(_("Nobody holds a manager's post today; an administrator can give one."))
        return " ".join([*said, *_tell_brought(commitment)])
    if commitment.state == State.VERIFIED:
        return _("Done, and verified by %(agency)s.") % {"agency": commitment.verified_by}
    if commitment.is_open and commitment.escalated_to:
        return _("Late, and brought to: %(whom)s.") % {
            "whom": commitment.get_escalated_to_display().lower()
        }
    return ""


def _tell_brought(commitment: Commitment) -> list[str]:
    """That it waited so long that it was brought to someone; nothing before."""
    if not (commitment.escalated_to and commitment.done_on):
        return []
    waited = (timezone.localdate() - commitment.done_on).days
    said = ngettext(
        "It has waited %(n)s day, and was brought to: %(whom)s.",
        "It has waited %(n)s days, and was brought to: %(whom)s.",
        waited,
    )
    whom = commitment.get_escalated_to_display().lower()
    return [said % {"n": waited, "whom": whom}]


def present_heading(n: int, late: int) -> str:
    """The finding: how many are open, and how many of them late."""
    if not n:
        return _("No action is open")
    if not late:
        said = ngettext("%(n)s open action, not late", "%(n)s open actions, none late", n)
        return said % {"n": n}
    said = ngettext(
        "%(late)s of %(n)s open actions is late", "%(late)s of %(n)s open actions are late", late
    )
    return said % {"late": late, "n": n}


def write_rows(commitments: Any) -> list[list[Any]]:
    """The list as a table: one row an action, words as on its page. The rows are titled, and as
    queries.list_for_file gives them.
    """
    return [
        [
            str(row.pk),
            row.what,
            row.get_kind_display(),
            row.owner.title,
            row.owner.agency.name,
            row.due,
            row.get_state_display(),
            max(row.days_late, 0),
            row.get_confidence_display() if row.confidence else "",
            row.priority_title,
            row.place_title,
            row.funding,
            "yes" if row.counts_as_done else "no",
            "; ".join(agency.name for agency in row.partners.all()),
            row.evidence,
            row.evidence_link,
            row.verified_by.name if row.verified_by else "",
            row.told_at,
            row.told or "",
        ]
        for row in commitments
    ]


def sum_funding(commitments: Iterable[Commitment]) -> list[list[Any]]:
    """A row a funding line, as FUNDING_COLUMNS: how its actions stand; without a line the last."""
    lines: dict[str, Counter[str]] = {}
    for row in commitments:
        told = lines.setdefault(row.funding, Counter())
        stands = {"open": row.is_open, "late": row.is_late, "done": row.counts_as_done}
        told.update(["actions", *(name for name, holds in stands.items() if holds)])
    order = sorted(lines, key=lambda line: (not line, line.casefold(), line))
    return [[line, *(lines[line][name] for name in ("actions", "open", "late", "done"))]
            for line in order]  # fmt: skip


def tell_pick(row: Commitment) -> str:
    """An action in one line, to choose it by."""
    told = {"what": row.what, "state": row.get_state_display(), "owner": row.owner}
    return _("{what} ({state}, due {day}; {owner})").format(**told, day=write_date(row.due))


def tell_found(picks: Picks, words: str) -> str:
    """What a look for words found, in words."""
    n = len(picks.found)
    if not words.strip():
        return _("Type words of what has to be done first.")
    if picks.has_more:
        told = _("The first {n} that “{words}” finds are below: more words narrow it.")
    elif n:
        told = ngettext(
            "“{words}” finds {n} action: it is below.",
            "“{words}” finds {n} actions: they are below.",
            n,
        )
    else:
        told = _("“{words}” finds nothing more that you may see.")
    return told.format(n=n, words=words.strip())


def write_updates(updates: Any) -> list[list[Any]]:
    """What was said of one action, as a table: one row an update."""
    return [
        [each.at, str(each.post or ""), each.get_state_display(), _confidence(each), each.text]
        for each in updates
    ]


def write_needs(before: Iterable[Commitment], after: Iterable[Commitment]) -> list[list[Cell]]:
    """What has to be done before one action, then what waits for it, as a table."""
    told = ((_("Has to be done first"), before), (_("Waits for this"), after))
    return [[of, *row] for of, actions in told for row in list_action_rows(actions)]


def _confidence(row: Any) -> str:
    return row.get_confidence_display() if row.confidence else ""
