"""The statutory calendar's claim and its table."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from django.utils.translation import gettext as _

from safercity.documents.export.plain import Cell
from safercity.partnership.common.in_words import say
from safercity.partnership.oversight.quarters import name_year, parse_quarter
from safercity.partnership.oversight.queries.calendar import DutyDue

COLUMNS = (
    "duty",
    "period",
    "case",
    "act",
    "section",
    "who",
    "due",
    "state",
    "done_on",
    "days_late",
    "evidence",
    "link",
    "proven_by",
    "check",
)


def name_duty(one: DutyDue) -> str:
    """Its title, with the quarter or the number of the case where there are several in a year."""
    told = {"duty": say(one.duty.title), "number": one.case}
    if one.case:
        return _("%(duty)s, case %(number)s") % told
    quarter = parse_quarter(one.period)
    return f"{told['duty']}, {quarter}" if quarter else say(one.duty.title)


def claim(duties: list[DutyDue], year: int) -> str:
    """What the year's page has found, as its heading."""
    counts = Counter(each.state for each in duties)
    asked = len(duties) - counts["by_case"]
    told = {
        "year": name_year(year),
        "proven": counts["proven"],
        "all": asked,
        "late": counts["late"],
    }
    after = sum(1 for each in duties if each.days_late)
    if counts["late"] and after:
        words = _(
            "%(year)s: %(proven)s of %(all)s duties proven, %(late)s late, %(after)s done late"
        )
    elif counts["late"]:
        words = _("%(year)s: %(proven)s of %(all)s duties proven, %(late)s late")
    elif after:
        words = _("%(year)s: %(proven)s of %(all)s duties proven, %(after)s done late")
    else:
        words = _("%(year)s: %(proven)s of %(all)s duties proven, none late")
    return words % {**told, "after": after}


def list_rows(duties: list[DutyDue]) -> Iterator[list[Cell]]:
    """One row a duty and period."""
    for each in duties:
        doing = each.doing
        yield [
            say(each.duty.title),
            each.period,
            each.case or "",
            each.duty.source.act,
            each.duty.source.section,
            say(each.duty.who),
            each.due,
            each.state,
            doing.done_on if doing else None,
            each.days_late or None,
            doing.evidence if doing else "",
            doing.link if doing else "",
            str(doing.proven_by) if doing and doing.proven_by else "",
            say(each.duty.note) if each.duty.check else "",
        ]
