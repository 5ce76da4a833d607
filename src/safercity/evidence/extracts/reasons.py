"""Why a row is held: a code, a title and what to do, for the ledger and the manual.

Pages say both in the reader's language: partnership/records/presenters/reasons.py.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Reason:
    """One reason a row waits for a person."""

    code: str
    title: str
    advice: str


_TEXTS = (
    (
        "too_many_fields",
        "More fields than the heading has",
        "Often a comma inside an unquoted text. Mend the line in the file, and load it again.",
    ),
    (
        "too_few_fields",
        "Fewer fields than the heading has",
        "The line was cut, or is a note below the table. Mend or remove it, and load again.",
    ),
    (
        "unreadable_text",
        "A text that cannot be read",
        "A quotation mark is not closed, or characters were damaged. Export the file as UTF-8.",
    ),
    (
        "not_a_record",
        "A total, a note or an empty line, not a record",
        "Nothing to do if so. If it is a record, fill in what is missing, and load again.",
    ),
    (
        "no_key",
        "No key to tell the record by",
        "Without it the record would double in the next file. Ask the agency for the number.",
    ),
    ("no_date", "No date", "Ask the agency for the date, and load the file again."),
    (
        "unreadable_date",
        "A date in a form this source does not declare",
        "Name the form in content/mappings/SOURCE.dates.yaml, or mend the file. None is guessed.",
    ),
    (
        "impossible_date",
        "A date that does not exist",
        "The day or month is out of range; perhaps day and month are swapped. Mend the file.",
    ),
    (
        "unreadable_time",
        "A time that cannot be read",
        "Write times as 23:30 or 2330, or leave the field empty.",
    ),
    (
        "date_in_future",
        "A date after the day the file was made, or received",
        "Mend the date; if it is right, load the file again with the day it was made (--vintage).",
    ),
    ("date_too_old", "A date before the records begin", "Mend the date, or leave the row out."),
    (
        "to_before_from",
        "The record ends before it begins",
        "Swap or mend the two times, and load the file again.",
    ),
    ("no_category", "No category", "Ask the agency for the category, and load the file again."),
    (
        "unknown_category",
        "A category nothing is known about",
        'Add a line "Their word": category to content/mappings/, and load the file again.',
    ),
    (
        "degrees_swapped",
        "Longitude and latitude are swapped",
        "Swap the two columns' headings, in the file or the shape, and load the file again.",
    ),
    (
        "degrees_for_metres",
        "Degrees in columns that hold metres",
        "Give the columns the headings of degrees, or convert them, and load the file again.",
    ),
    (
        "metres_for_degrees",
        "Metres (eastings, northings) in columns that hold degrees",
        "Give the columns the headings of metres, or convert them, and load the file again.",
    ),
    (
        "not_in_great_britain",
        "A place that is not in Great Britain",
        "Mend the coordinates; empty ones are better than 0,0. Then load the file again.",
    ),
    (
        "unreadable_coordinate",
        "Coordinates that are not two numbers",
        "Mend the two numbers, or empty both, and load the file again.",
    ),
    (
        "unreadable_grid_reference",
        "A grid reference that cannot be read, or is coarser than 100 metres",
        "Write two letters and 6, 8 or 10 figures, such as SJ 883 475.",
    ),
    (
        "unreadable_postcode",
        "A postcode that cannot be one",
        "Mend the postcode, or leave it empty, and load the file again.",
    ),
    (
        "unknown_area",
        "An area code that the lookups do not know",
        "Mend the code, or add the lookup of its year to the workspace's geography.",
    ),
    (
        "unreadable_count",
        "A count that is not a whole number",
        "Mend the number; hidden counts are declared under `suppressed` in the shape.",
    ),
    (
        "negative_count",
        "A count below zero",
        "If it stands for a hidden count, declare it under `suppressed` in the shape.",
    ),
)

REASONS = {code: Reason(code, title, advice) for code, title, advice in _TEXTS}
"""Every reason by its code, in the order in which a row is tested."""

SAME_KEY = "same_key"
VERDICT_REASONS = (
    "placed", "placed_by_area", "unplaced", "elsewhere_by_code", "elsewhere_by_point",
    "alternative_coding", SAME_KEY,
)  # fmt: skip
"""Why a row that is not held has its verdict."""
