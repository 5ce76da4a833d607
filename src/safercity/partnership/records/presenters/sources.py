"""The calendar of what is due, a source's ledger, and its held rows with what mends them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from safercity.evidence.assess.standing import Standing
from safercity.evidence.extracts.ledger import LedgerLine
from safercity.evidence.extracts.reasons import REASONS
from safercity.evidence.store.held import HeldRow
from safercity.evidence.store.sent import Sent
from safercity.evidence.taxonomy import load_taxonomy, say
from safercity.evidence.types import month_label, month_number
from safercity.evidence.workspace import Workspace
from safercity.partnership.common.content import stamp_content
from safercity.partnership.common.in_words import name_field, write_month
from safercity.partnership.jobs.queries import Job
from safercity.partnership.records.queries import UNDER_WAY, Upload
from safercity.partnership.sharing.queries import VisibleSource

MONTHS_SHOWN = 12
QUARTER = 3
# What to do in the browser, in place of the advice that speaks of files and commands.
INSTEAD = {
    "unknown_category": gettext_lazy(
        "Say what the word means. Rows whose files are still kept are then judged anew; the "
        "others once their file is sent again."
    ),
    "unreadable_date": gettext_lazy("Say how the dates are written. No order is guessed."),
}
NOT_BY_ROW = ("unknown_category", "too_many_fields", "too_few_fields", "not_a_record")
DUE_DAY = 14
LONGEST_CELL = 80  # letters; the page of the row itself shows all
STEPS = {
    "Geography": gettext_lazy("Boundaries are being laid out."),
    "Cleaning": gettext_lazy("Rows are being read."),
    "Locating": gettext_lazy("Rows are being placed on the map."),
    "Judging": gettext_lazy("Each row is being judged."),
    "Recording in the ledger": gettext_lazy("Rows are being recorded."),
}


@dataclass(frozen=True)
class Month:
    """One month of a source: sent, missing (others after it came), late, due, or not expected."""

    label: str
    state: str

    @property
    def day(self) -> date:
        """Its first day."""
        return date.fromisoformat(f"{self.label}-01")


@dataclass(frozen=True)
class SourceLine:
    """A source in the calendar. `due`: the day by which its next extract is expected."""

    id: str
    title: str
    agency: str
    data_to: str
    due: date | None
    is_late: bool
    held: int
    months: Sequence[Month]


@dataclass(frozen=True)
class Reason:
    """Rows held for one reason, and the way out."""

    title: str
    advice: str
    rows: int
    fix: str


def name_source(source: VisibleSource) -> str:
    """The source's title in the reader's language."""
    return say(source.shape.title, (get_language() or "en")[:2])


def list_months(today: date) -> list[date]:
    """The first days of the calendar's months, the last complete one at its end."""
    return [date.fromisoformat(f"{label}-01") for label in _list_labels(today)]


def _list_labels(today: date) -> list[str]:
    last = month_number(f"{today:%Y-%m}") - 1
    return [month_label(last - back) for back in reversed(range(MONTHS_SHOWN))]


def present_source(
    source: VisibleSource,
    sent: Sent | None,
    *,
    workspace: Workspace,
    today: date,
) -> SourceLine:
    """A source's line in the calendar."""
    told = workspace.settings.sources.get(source.shape.id)
    due_day = told.due_day if told else DUE_DAY
    step = QUARTER if source.shape.when and source.shape.when.precision == "quarter" else 1
    last = max(sent.months, default="") if sent else ""
    due = _next_due(last, step=step, due_day=due_day) if last else None
    have = set(sent.months) if sent else set()
    states = [
        Month(month, _state(month, have, today=today, due=(due_day, step)))
        for month in _list_labels(today)
    ]
    language = (get_language() or "en")[:2]
    agencies = _read_agencies(workspace.content, stamp_content(workspace.content))
    return SourceLine(
        id=source.shape.id,
        title=name_source(source),
        agency=say(agencies[source.shape.agency].title, language),
        data_to=write_month(last) if last else _("nothing sent yet"),
        due=due,
        is_late=due is not None and due < today,
        held=sent.held if sent else 0,
        months=states,
    )


@lru_cache(maxsize=4)
def _read_agencies(content: Path, _stamp: float) -> Mapping[str, Any]:
    return load_taxonomy(content).agencies


def _next_due(last: str, *, step: int, due_day: int) -> date:
    """The day on which the extract after the last month sent is due."""
    number = month_number(last) + step
    number += -(number + 1) % step  # the last month of its quarter
    return _day_after(number, due_day)


def _day_after(number: int, due_day: int) -> date:
    year, month = month_label(number + 1).split("-")
    return date(int(year), int(month), due_day)


def _state(month: str, have: set[str], *, today: date, due: tuple[int, int]) -> str:
    due_day, step = due
    number = month_number(month)
    if month in have:
        return "sent"
    if not have or month < min(have) or (step > 1 and (number + 1) % step):
        return "none"
    if month < max(have):
        return "missing"
    return "late" if _day_after(number, due_day) < today else "due"


def list_reasons(lines: Sequence[LedgerLine]) -> list[Reason]:
    """Why rows of these extracts are held, the most rows first."""
    total: Counter[str] = Counter()
    for line in lines:
        total.update(line.reasons)
    return [say_reason(code, n) for code, n in total.most_common()]


def say_reason(code: str, rows: int = 1) -> Reason:
    """A reason's words in the reader's language, as the ledger names it."""
    if code not in REASONS:
        return Reason(code, "", rows, "")
    language = (get_language() or "en")[:2]
    title, advice = REASONS[code].title, REASONS[code].advice
    told = INSTEAD.get(code) or advice.get(language) or advice["en"]
    fix = "" if code in NOT_BY_ROW else _("Or correct the row itself.")
    return Reason(title.get(language) or title["en"], str(told), rows, fix)


def add_up(lines: Sequence[LedgerLine]) -> dict[str, int]:
    """Rows and their verdicts over all extracts: the four add up to the rows."""
    names = ("accepted", "outside", "held", "known")
    told = {name: sum(line.verdicts.get(name, 0) for line in lines) for name in names}
    return {"rows": sum(line.rows for line in lines), **told}


@dataclass(frozen=True)
class ShownRow:
    """A held row: why, the page's fields by name, and where it is corrected ("" if not)."""

    row: HeldRow
    why: str
    named: Sequence[tuple[str, str]]
    address: str


def list_fields(source: VisibleSource, rows: Sequence[HeldRow]) -> list[str]:
    """The fields of these rows that may be seen, in the order in which the rows have them."""
    return list(dict.fromkeys(name for row in rows for name in row.values if name in source.fields))


def cut_cell(text: str) -> str:
    """The beginning of a long text: fifty rows of notes would make a page of megabytes."""
    return text if len(text) <= LONGEST_CELL else text[: LONGEST_CELL - 1].rstrip() + "…"


def show_rows(
    source: VisibleSource, rows: Sequence[HeldRow], *, kept: Collection[str]
) -> list[ShownRow]:
    """Held rows with only the fields that may be seen. `kept`: contents whose file is here."""
    fields = list_fields(source, rows)
    return [
        ShownRow(
            row,
            say_reason(row.reason).title,
            [
                (name_field(name), cut_cell(source.cut_row(row.values).get(name) or ""))
                for name in fields
            ],
            _address_of(row) if row.digest in kept and row.is_correctable else "",
        )
        for row in rows
    ]


def _address_of(row: HeldRow) -> str:
    return reverse(
        "records:correct", kwargs={"name": row.source, "digest": row.digest, "row": row.row}
    )


@dataclass(frozen=True)
class Refusal:
    """Why a file was not loaded, and what to do. `other`: the source to send it to instead."""

    sentence: str
    advice: str
    other: str = ""
    other_title: str = ""


def present_refusals(
    upload: Upload, *, others: Sequence[VisibleSource], is_told: bool
) -> list[Refusal]:
    """The errors of a load as the browser mends them. `others`: sources that the viewer may send.

    `is_told`: whether what stands in the file may be said.
    """
    errors = upload.outcome.get("errors", ())
    if not is_told:
        hidden = Refusal(
            _("The file could not be read as an extract of this source."),
            _("Who sent it, and the agency whose records they are, see why."),
        )
        return [hidden] if errors else []
    titles = {one.shape.id: name_source(one) for one in others}
    return [_present_refusal(error, titles) for error in errors]


def _present_refusal(error: Mapping[str, str], titles: Mapping[str, str]) -> Refusal:
    other = error.get("looks_like", "")
    if other in titles:
        return Refusal(error["sentence"], "", other, titles[other])
    advice = _("Ask the partnership’s analyst to send it as that.") if other else error["advice"]
    return Refusal(error["sentence"], advice)


@dataclass(frozen=True)
class Loading:
    """Files that are being read once more. `state`: "on", "over", or "failed"."""

    state: str
    progress: str


def present_loading(job: Job | None) -> Loading:
    """How far the reading is; over where there is none."""
    if job is None or job.state == Job.State.DONE:
        return Loading("over", "")
    return Loading("on" if job.state in UNDER_WAY else "failed", say_progress(job.progress))


def say_progress(told: str) -> str:
    """How far a job is: what it does in words, with the numbers that it gives ("(3 of 19)")."""
    step, opens, numbers = told.partition(" (")
    return f"{STEPS.get(step, step)}{opens}{numbers}"


def present_standing(standing: Standing | None) -> dict[str, str]:
    """The edition's last month and the day it was made, in words; nothing before the first."""
    if standing is None:
        return {}
    made = date_format(datetime.fromisoformat(standing.made_at), "j F Y, H:i")
    return {"as_of": write_month(standing.as_of), "made": made}
