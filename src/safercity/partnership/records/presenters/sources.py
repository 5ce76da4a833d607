"""A source's ledger, and its held rows with what mends them; why a file was not loaded."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from safercity.evidence.extracts.ledger import LedgerLine
from safercity.evidence.store.aside import SET_ASIDE
from safercity.evidence.store.held import HeldRow
from safercity.evidence.taxonomy import say
from safercity.partnership.common.in_words import name_field
from safercity.partnership.records.presenters.reasons import say_reason
from safercity.partnership.records.queries import Upload
from safercity.partnership.sharing.queries import VisibleSource

UNFOLDED = 3  # extracts
LONGEST_CELL = 80  # letters; the page of the row itself shows all


def name_source(source: VisibleSource) -> str:
    """The source's title in the reader's language."""
    return say(source.shape.title, (get_language() or "en")[:2])


def name_columns(source: VisibleSource, names: Iterable[str]) -> str:
    """Columns as the source's files call them."""
    columns = source.shape.columns
    return ", ".join(columns[one].headers[0] if one in columns else one for one in names)


def add_up(lines: Sequence[LedgerLine]) -> dict[str, int]:
    """Rows and their verdicts over all extracts: the four add up to the rows."""
    names = ("accepted", "outside", "held", "known")
    told = {name: sum(line.verdicts.get(name, 0) for line in lines) for name in names}
    return {"rows": sum(line.rows for line in lines), **told}


@dataclass(frozen=True)
class Extracts:
    """The extracts of a source, the newest first: those that are shown, and those folded away."""

    newest: Sequence[LedgerLine]
    earlier: Sequence[LedgerLine]


def fold_extracts(lines: Sequence[LedgerLine]) -> Extracts:
    """Extracts by the day on which they came, those of one day by when they were made."""
    ordered = sorted(lines, key=lambda line: (line.received, line.vintage, line.file), reverse=True)
    return Extracts(ordered[:UNFOLDED], ordered[UNFOLDED:])


@dataclass(frozen=True)
class ShownRow:
    """A held row: why, the page's fields by name, where it is corrected, and where it is set aside
    ("" if not)."""

    row: HeldRow
    why: str
    named: Sequence[tuple[str, str]]
    address: str
    aside: str


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
            _address_of(row, "correct") if row.digest in kept and row.is_correctable else "",
            _address_of(row, "aside") if row.may_be_aside else "",
        )
        for row in rows
    ]


def write_held(
    source: VisibleSource, rows: Sequence[HeldRow]
) -> tuple[list[str], Iterator[list[str | int]]]:
    """Held rows as a file has them, whole, with only the fields that may be seen: columns, rows."""
    fields = list_fields(source, rows)

    def write() -> Iterator[list[str | int]]:
        for row in rows:
            reason, seen = say_reason(row.reason), source.cut_row(row.values)
            told: list[str | int] = [row.file, row.row, reason.title, reason.advice]
            yield [*told, *(seen.get(name) or "" for name in fields)]

    heads = [_("Extract"), _("Row"), _("Reason"), _("What to do")]
    return [*heads, *map(name_field, fields)], write()


def _address_of(row: HeldRow, what: str) -> str:
    place = {"name": row.source, "digest": row.digest, "row": row.row}
    return reverse(f"records:{what}", kwargs=place)


def say_aside(held: HeldRow) -> str:
    """What setting a line aside does."""
    return _(
        "{why}. Nothing of this line is counted. Set it aside if it is no record, or came whole "
        "in another row. It then waits for nobody, and the ledger counts it as known. It can be "
        "taken back."
    ).format(why=say_reason(held.reason).title)


def count_aside(lines: Sequence[LedgerLine]) -> int:
    """Rows of these extracts that a person set aside."""
    return sum(line.details.get("known", {}).get(SET_ASIDE, 0) for line in lines)


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
