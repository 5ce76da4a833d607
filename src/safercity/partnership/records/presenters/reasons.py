"""Why rows are held and what to do about it, in the reader's language.

In English the titles of the ledger (tests/partnership/records/test_held_rows.py); the advice is
what to do in the browser, where the ledger's speaks of files and commands.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safercity.evidence.extracts.ledger import LedgerLine

WORDS = {
    "too_many_fields": (
        gettext_lazy("More fields than the heading has"),
        gettext_lazy(
            "Often a comma inside an unquoted text. Send the row mended, in this file or another: "
            "it then counts. Then set the line as it was aside; it is in no figure."
        ),
    ),
    "too_few_fields": (
        gettext_lazy("Fewer fields than the heading has"),
        gettext_lazy(
            "The line was cut, or is a note below the table. If it is a record, send it whole, in "
            "this file or another: it then counts. Then set the cut line aside; it is in no figure."
        ),
    ),
    "unreadable_text": (
        gettext_lazy("A text that cannot be read"),
        gettext_lazy(
            "A quotation mark is not closed, or characters were damaged. Export the file as UTF-8."
        ),
    ),
    "not_a_record": (
        gettext_lazy("A total, a note or an empty line, not a record"),
        gettext_lazy(
            "Set it aside if so. If it is a record, fill in what is missing, and send it again."
        ),
    ),
    "no_key": (
        gettext_lazy("No key to tell the record by"),
        gettext_lazy(
            "Without it the record would double in the next file. Ask the agency for the number."
        ),
    ),
    "no_date": (
        gettext_lazy("No date"),
        gettext_lazy("Ask the agency for the date, and load the file again."),
    ),
    "unreadable_date": (
        gettext_lazy("A date in a form this source does not declare"),
        gettext_lazy("Say how the dates are written. No order is guessed."),
    ),
    "impossible_date": (
        gettext_lazy("A date that does not exist"),
        gettext_lazy(
            "Day and month are perhaps the other way round than this source has them: then say how "
            "the dates are written. Otherwise mend the date."
        ),
    ),
    "unreadable_time": (
        gettext_lazy("A time that cannot be read"),
        gettext_lazy("Write times as 23:30 or 2330, or leave the field empty."),
    ),
    "date_in_future": (
        gettext_lazy("A date after the day the file was made, or received"),
        gettext_lazy(
            "Mend the date; if it is right, send the file again with the day on which it was "
            "made, in the field “Day the agency made it”."
        ),
    ),
    "date_too_old": (
        gettext_lazy("A date before the records begin"),
        gettext_lazy("Mend the date, or leave the row out."),
    ),
    "to_before_from": (
        gettext_lazy("The record ends before it begins"),
        gettext_lazy("Swap or mend the two times, and load the file again."),
    ),
    "no_category": (
        gettext_lazy("No category"),
        gettext_lazy("Ask the agency for the category, and load the file again."),
    ),
    "unknown_category": (
        gettext_lazy("A category nothing is known about"),
        gettext_lazy(
            "Say what the word means. Rows whose files are still kept are then judged anew; the "
            "others once their file is sent again."
        ),
    ),
    "degrees_swapped": (
        gettext_lazy("Longitude and latitude are swapped"),
        gettext_lazy(
            "Swap the two columns’ headings, in the file or the shape, and load the file again."
        ),
    ),
    "degrees_for_metres": (
        gettext_lazy("Degrees in columns that hold metres"),
        gettext_lazy(
            "Give the columns the headings of degrees, or convert them, and load the file again."
        ),
    ),
    "metres_for_degrees": (
        gettext_lazy("Metres (eastings, northings) in columns that hold degrees"),
        gettext_lazy(
            "Give the columns the headings of metres, or convert them, and load the file again."
        ),
    ),
    "not_in_great_britain": (
        gettext_lazy("A place that is not in Great Britain"),
        gettext_lazy(
            "Mend the coordinates; empty ones are better than 0,0. Then load the file again."
        ),
    ),
    "unreadable_coordinate": (
        gettext_lazy("Coordinates that are not two numbers"),
        gettext_lazy("Mend the two numbers, or empty both, and load the file again."),
    ),
    "unreadable_grid_reference": (
        gettext_lazy("A grid reference that cannot be read, or is coarser than 100 metres"),
        gettext_lazy("Write two letters and 6, 8 or 10 figures, such as SJ 883 475."),
    ),
    "unreadable_postcode": (
        gettext_lazy("A postcode that cannot be one"),
        gettext_lazy("Mend the postcode, or leave it empty, and load the file again."),
    ),
    "unknown_area": (
        gettext_lazy("An area code that the lookups do not know"),
        gettext_lazy("Mend the code, or add the lookup of its year to the workspace’s geography."),
    ),
    "unreadable_count": (
        gettext_lazy("A count that is not a whole number"),
        gettext_lazy(
            "Mend the number; hidden counts are declared under “suppressed” in the shape."
        ),
    ),
    "negative_count": (
        gettext_lazy("A count below zero"),
        gettext_lazy(
            "If it stands for a hidden count, declare it under “suppressed” in the shape."
        ),
    ),
}
NOT_BY_ROW = ("unknown_category", "too_many_fields", "too_few_fields", "not_a_record")


@dataclass(frozen=True)
class Reason:
    """Rows held for one reason, and the way out."""

    title: str
    advice: str
    rows: int
    fix: str


def list_reasons(lines: Sequence[LedgerLine]) -> list[Reason]:
    """Why rows of these extracts are held, the most rows first."""
    total: Counter[str] = Counter()
    for line in lines:
        total.update(line.reasons)
    return [say_reason(code, n) for code, n in total.most_common()]


def say_reason(code: str, rows: int = 1) -> Reason:
    """A reason's words in the reader's language; its code where a later version named it."""
    if code not in WORDS:
        return Reason(code, "", rows, "")
    title, advice = WORDS[code]
    fix = "" if code in NOT_BY_ROW else _("Or correct the row itself.")
    return Reason(str(title), str(advice), rows, fix)
