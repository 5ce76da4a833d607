"""Who may look at a source's records, send an extract, mend its rows, and ask for an edition."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.utils.translation import gettext as _

from safercity.evidence.extracts.fields.trying import DateReading
from safercity.evidence.extracts.header import Unread
from safercity.evidence.store.aside import ASIDE
from safercity.evidence.store.held import HeldRow
from safercity.partnership.common.rules import (
    NotAllowed,
    NotVisible,
    NotYet,
    hold_a_post,
    require_role,
    rule,
)
from safercity.partnership.common.viewers import Role, Viewer
from safercity.partnership.people.rules import open_history
from safercity.partnership.records.queries.reading import find_date_column
from safercity.partnership.sharing.queries import VisibleSource, find_covering

__all__ = [
    "ask_edition",
    "choose_form",
    "choose_headings",
    "correct_row",
    "load_source",
    "map_dates",
    "map_headings",
    "read_history",
    "see_fields",
    "see_records",
    "see_source",
    "see_upload",
    "send_extracts",
    "set_aside_once",
    "set_row_aside",
]

SENDERS = (Role.ANALYST, Role.MANAGER, Role.OFFICER)

see_records = hold_a_post


@rule
def see_source(viewer: Viewer, source: VisibleSource | None) -> None:
    """Whoever the door lets through; to others the source is not there."""
    hold_a_post(viewer)
    if source is None:
        raise NotVisible(_("There is no source of this name that you may see."))


@rule
def send_extracts(viewer: Viewer) -> None:
    """Analysts, managers and officers."""
    require_role(viewer, *SENDERS, to=_("send an extract"))


@rule
def load_source(viewer: Viewer, source: VisibleSource, *, made_up: bool) -> None:
    """The agency whose records they are, or an analyst or manager who sees them; a restricted
    source only under an agreement in force. Made-up records need none to load.
    """
    send_extracts(viewer)
    if not source.is_own and not viewer.has_role(Role.ANALYST, Role.MANAGER):
        raise NotAllowed(
            _("These are another agency's records."),
            advice=_("That agency sends them, or the partnership's analyst does."),
        )
    if source.shape.sensitivity == "restricted" and not made_up:
        if find_covering(source.shape.id) is None:
            raise NotYet(
                _("No agreement in force covers {id}.").format(id=source.shape.id),
                advice=_("Register one first: Sharing agreements."),
            )


@rule
def see_upload(
    viewer: Viewer, source: VisibleSource | None, *, by: UUID | None, made_up: bool
) -> None:
    """Who sent the file (`by`), and whoever may send its source; to others there is none.

    `source`: None where there is no such upload, or the viewer may not see what it is of.
    """
    may = source is not None and (
        by == viewer.id or load_source.allowed(viewer, source, made_up=made_up)
    )
    if not may:
        raise NotVisible(_("There is nothing at this address that you may see."))


@rule
def read_history(viewer: Viewer, source: VisibleSource, *, made_up: bool) -> None:
    """Who may send its files; besides, who keeps and audits the site. Others see the ledger."""
    if not load_source.allowed(viewer, source, made_up=made_up):
        open_history(viewer)


@rule
def see_fields(viewer: Viewer, source: VisibleSource, *, names: Iterable[str]) -> None:
    """Fields that the viewer's agreement does not show are not there to be corrected."""
    if not source.fields.issuperset(names):
        raise NotVisible(_("There is no field of this name that you may see."))


@rule
def map_headings(viewer: Viewer, source: VisibleSource, *, sender: UUID) -> None:
    """What a file's headings say is told to who sent it, and to the agency whose records it is."""
    send_extracts(viewer)
    if not source.is_own and sender != viewer.id:
        raise NotAllowed(
            _("Someone else sent this file."),
            advice=_("Who sent it, or the agency whose records they are, says what it means."),
        )


def choose_headings(headings: Mapping[str, str], unread: Unread) -> None:
    """Refuse what the file has not, and one heading for two columns. Errors: NotYet.

    A column whose heading is "" is said to be in no file of the source.
    """
    chosen = [heading for heading in headings.values() if heading]
    strange = sorted(set(chosen) - set(unread.headings))
    if strange or not unread.missing or set(headings) - set(unread.missing):
        raise NotYet(
            _("The file has no heading “{heading}” that is free.").format(heading=strange[0])
            if strange
            else _("The column is there already, or there is no such column."),
            advice=_("Open the form again: it shows the file as it is."),
        )
    if not headings or len(set(chosen)) < len(chosen):
        raise NotYet(
            _("One heading cannot be two columns.") if headings else _("No heading is chosen."),
            advice=_("Choose a heading of its own for each column."),
        )


@rule
def map_dates(viewer: Viewer, source: VisibleSource) -> None:
    """Who may send the source and sees its dates."""
    send_extracts(viewer)
    if not find_date_column(source):
        raise NotVisible(_("There is no date here that you may see."))


def choose_form(form: str, readings: Iterable[DateReading]) -> None:
    """Refuse a form that reads none of the file's dates. Errors: NotYet."""
    if form not in {one.form for one in readings}:
        raise NotYet(
            _("This form reads none of the dates for which rows of the file are held."),
            advice=_("Choose one that does, or mend the file."),
        )


@rule
def correct_row(viewer: Viewer, source: VisibleSource, *, held: HeldRow, is_kept: bool) -> None:
    """Who may send the source, while its file is here to be read again.

    `is_kept`: whether the content came in the browser within two weeks.
    """
    send_extracts(viewer)
    if not held.is_correctable or not source.cut_row(held.values):
        raise NotYet(
            _("This line does not fall into columns, so no single value of it can be corrected."),
            advice=_("Mend the line in the file, and send the file again."),
        )
    if not is_kept:
        raise NotYet(
            _("The file of this row is not here any more."),
            advice=_("Send the same file again, then correct the row: nothing is counted twice."),
        )


@rule
def set_row_aside(viewer: Viewer, *, held: HeldRow) -> None:
    """Who may send the source; only what is no record, or falls into no columns."""
    send_extracts(viewer)
    if not held.may_be_aside:
        raise NotYet(
            _("This row is a record that can be mended, so it is not set aside."),
            advice=_("Correct its values, or send it mended."),
        )


def set_aside_once(stand: Mapping[str, str]) -> None:
    """Refuse a line that is set aside, and waits only for the ledger to say so. Errors: NotYet."""
    if ASIDE in stand:
        raise NotYet(
            _("This row was set aside already."),
            advice=_("The ledger counts it as known in a moment. What was mapped and corrected "
                     "here says who did it, and why."),
        )  # fmt: skip


@rule
def ask_edition(viewer: Viewer) -> None:
    """Analysts and managers: everyone then sees the new one."""
    require_role(viewer, Role.ANALYST, Role.MANAGER, to=_("ask for a new edition"))


def change_what_stands(state: str, *, opened: str) -> None:
    """Refuse a change to what someone else changed since it was opened. Errors: NotYet."""
    if state != opened:
        raise NotYet(
            _("Someone else changed this since you opened it."),
            advice=_("Open it again: it shows what they wrote. Nothing was overwritten."),
        )
