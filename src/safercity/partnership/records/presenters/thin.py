"""A thin month in words."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safercity.documents.words import write_count
from safercity.evidence.store.months import MonthSize, ThinMonth
from safercity.evidence.store.scatter import Scatter
from safercity.evidence.store.sent import Sent
from safercity.evidence.types import month_label, quarter_label
from safercity.partnership.audit.queries import Entry
from safercity.partnership.common.in_words import say_period, span, write_month
from safercity.partnership.records.queries import Thin


@dataclass(frozen=True)
class ShownThin:
    """A thin month: its name, what is seen of it, and who said that it is whole."""

    label: str
    month: str
    rows: int
    why: str
    said: Entry | None


def write_period(label: str, *, months: int) -> str:
    """ "September 2026", or of a quarter (3 months), which it ends, "July to September 2026"."""
    return say_period(quarter_label(label)) if months > 1 else write_month(label)


def show_thin(found: Sequence[Thin]) -> list[ShownThin]:
    """Thin months in the reader's language, the newest first."""
    return [
        ShownThin(
            one.month.label,
            write_period(one.month.label, months=one.period_months),
            one.month.rows,
            say_why_thin(one.month),
            one.said,
        )
        for one in reversed(found)
    ]


def show_thin_of_file(found: Sequence[Thin], *, digests: Collection[str]) -> list[ShownThin]:
    """Those of which one file told rows, while nobody said that they are whole."""
    unsaid = [one for one in found if one.said is None]
    return show_thin([one for one in unsaid if not one.month.digests.isdisjoint(digests)])


def say_begun(
    sent: Sent, *, today: date, digests: Collection[str] | None = None
) -> tuple[str, ...]:
    """What is said of each month that was not over when its file was made, the newest first.

    `digests`: only those of which these contents tell rows.
    """
    sizes = {month_label(one.month): one for one in sent.sizes}
    told = [(label, sizes.get(label)) for label in reversed(sent.begun)]
    if digests is not None:
        told = [(label, one) for label, one in told if one and one.digests & set(digests)]
    return tuple(
        _say_begun(label, one, months=sent.period_months, runs=label >= f"{today:%Y-%m}")
        for label, one in told
    )


def _say_begun(label: str, size: MonthSize | None, *, months: int, runs: bool) -> str:
    words = {"month": write_period(label, months=months), "day": ""}
    if size is None or size.last_day is None:
        if runs:
            return _("%(month)s is not over") % words
        return _("%(month)s was not over when its file was made") % words
    words["day"] = date_format(date.fromisoformat(f"{label}-{size.last_day:02d}"), "j F")
    if runs:
        return _("%(month)s is not over: records to %(day)s") % words
    return _("%(month)s was not over when its file was made: records to %(day)s") % words


def say_scatter(found: Scatter | None) -> str:
    """That the rows of a file lie in far more months than is usual; "" where they do not."""
    if found is None:
        return ""
    first, last = (write_month(month_label(one)) for one in (found.first, found.last))
    own = ngettext(
        "Its rows lie in %(n)s month, from %(first)s to %(last)s.",
        "Its rows lie in %(n)s months, from %(first)s to %(last)s.",
        found.months,
    ) % {"n": found.months, "first": first, "last": last}
    others = ngettext(
        "Other files of this source tell of %(n)s month.",
        "Other files of this source tell of %(n)s months.",
        found.usual,
    ) % {"n": found.usual}
    return f"{own} {others}"


def keep_unsaid(found: Sequence[Thin]) -> list[ThinMonth]:
    """Those of which nobody said that they are whole."""
    return [one.month for one in found if one.said is None]


def say_why_thin(month: ThinMonth) -> str:
    """ "412 rows, usually 900 to 1,100", and the day of the newest where it ends early."""
    usual = span(write_count(month.low), write_count(month.high))
    told = ngettext("%(n)s row, usually %(usual)s", "%(n)s rows, usually %(usual)s", month.rows) % {
        "n": write_count(month.rows),
        "usual": usual,
    }
    if month.last_day is None:
        return told
    newest = date_format(date.fromisoformat(f"{month.label}-{month.last_day:02d}"), "j F")
    return _("%(rows)s; the newest of %(day)s, other months reach their last week") % {
        "rows": told,
        "day": newest,
    }
