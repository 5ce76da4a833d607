"""Assurance: the claim, a priority's page, the table for a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from safercity.documents.export.plain import Cell
from safercity.partnership.common.in_words import say, write_date
from safercity.partnership.governance.queries import Subject
from safercity.partnership.oversight.models import Chase
from safercity.partnership.oversight.quarters import parse_quarter
from safercity.partnership.oversight.queries.assurance import (
    Standing,
    get_standing,
    list_given,
)

COLUMNS = ("priority", "quarter", "level", "given_on", "holds_until", "evidence", "view", "late")
CHASE_COLUMNS = ("day", "priority", "step", "answered")
GIVEN_COLUMNS = (
    "quarter",
    "level",
    "given_by",
    "given_on",
    "holds_until",
    "evidence",
    "evidence_link",
    "view",
    "corrected_by",
    "corrected_on",
)


def claim(standing: list[Standing]) -> str:
    """What the page has found, as its heading."""
    if not standing:
        return _("No supporting priorities yet")
    told = {"assured": sum(1 for each in standing if each.is_assured), "all": len(standing)}
    words = _("%(assured)s of %(all)s supporting priorities are assured today") % told
    lacking = [each for each in standing if not each.is_assured]
    lacking.sort(key=lambda each: (not each.stands, each.newest is None))
    rest = Counter(_name_lack(each) for each in lacking)
    return ", ".join([words, *(f"{n} {lack}" for lack, n in rest.items())])


def _name_lack(each: Standing) -> str:
    """Why a priority is not assured today: the weak level itself, or that none stands."""
    if each.stands and each.level:
        return say(each.level.title).lower()
    if each.newest:
        return _("expired")
    return _("not due yet") if each.is_new else _("not given")


def list_rows(standing: list[Standing]) -> Iterator[list[Cell]]:
    """One row a priority and quarter."""
    for each in standing:
        for cell in each.cells:
            row = cell.assurance
            yield [
                each.subject.title,
                str(cell.quarter),
                say(cell.level.title) if cell.level else "",
                row.given_on if row else None,
                row.expires_on if row else None,
                row.evidence if row else "",
                row.view if row else "",
                cell.is_late,
            ]


def list_chase_rows(chases: Iterable[Chase], answered: Collection[UUID]) -> Iterator[list[Cell]]:
    """One row each time that assurance was asked for."""
    for one in chases:
        is_answered = one.subject_id in answered
        yield [one.day, one.subject.title, one.get_step_display(), is_answered]


def list_given_rows(given: Iterable[tuple[Any, Any]]) -> Iterator[list[Cell]]:
    """One row an assurance of one priority."""
    for row, level in given:
        said = say(level.title) if level else row.level
        quarter = str(parse_quarter(row.quarter) or row.quarter)
        days = row.given_on, row.expires_on
        corrected = str(row.corrected_by or ""), row.corrected_on
        words = row.evidence, row.evidence_link, row.view
        yield [quarter, said, str(row.post), *days, *words, *corrected]


def say_standing(each: Standing) -> str:
    """The assurance that stands today, or that none does."""
    if each.stands and each.newest:
        return say(each.level.title) if each.level else str(each.newest.level)
    return _("expired") if each.newest else _("not given")


@dataclass(frozen=True)
class SubjectPage:
    """One priority: where it stands, and all that was given."""

    lead: str
    standing: Standing
    given: list


def present_subject(subject: Subject, *, today: date) -> SubjectPage:
    """The page's values. One query."""
    given = list_given(subject)
    standing = get_standing(subject, [row for row, _level in given], today=today)
    return SubjectPage(_tell(standing), standing, given)


def _tell(standing: Standing) -> str:
    if standing.newest is None:
        return _("Nobody has given assurance yet.")
    told = {
        "level": say(standing.level.title) if standing.level else standing.newest.level,
        "day": write_date(standing.newest.expires_on),
    }
    if standing.stands:
        return _("The level of assurance is “%(level)s”, until %(day)s.") % told
    return _("The last assurance, “%(level)s”, expired on %(day)s.") % told
