"""What pages of records show: the calendar, a source's ledger, held rows, what was mended."""

from safercity.partnership.records.presenters.mended import (
    MENDED_COLUMNS,
    ask_back,
    say_effect,
    show_mended,
    write_rows,
)
from safercity.partnership.records.presenters.reading import (
    list_form_choices,
    say_dates_note,
    say_held_again,
)
from safercity.partnership.records.presenters.sources import (
    Refusal,
    SourceLine,
    add_up,
    list_fields,
    list_months,
    list_reasons,
    name_source,
    present_loading,
    present_refusals,
    present_source,
    present_standing,
    say_progress,
    say_reason,
    show_rows,
)

__all__ = [
    "MENDED_COLUMNS",
    "Refusal",
    "SourceLine",
    "add_up",
    "ask_back",
    "list_fields",
    "list_form_choices",
    "list_months",
    "list_reasons",
    "name_source",
    "present_loading",
    "present_refusals",
    "present_source",
    "present_standing",
    "say_dates_note",
    "say_effect",
    "say_held_again",
    "say_progress",
    "say_reason",
    "show_mended",
    "show_rows",
    "write_rows",
]
