"""What pages of records show: the calendar, a source's ledger, held rows, what was mended."""

from safercity.partnership.records.presenters.calendar import (
    SourceLine,
    add_loaders,
    list_months,
    name_agency,
    present_source,
    present_sources,
)
from safercity.partnership.records.presenters.mended import (
    MENDED_COLUMNS,
    ask_back,
    say_effect,
    show_mended,
    write_rows,
)
from safercity.partnership.records.presenters.progress import (
    present_loading,
    present_standing,
    say_edition_progress,
    say_progress,
)
from safercity.partnership.records.presenters.reading import (
    list_form_choices,
    say_dates_note,
    say_held_again,
)
from safercity.partnership.records.presenters.sources import (
    Refusal,
    add_up,
    list_fields,
    list_reasons,
    name_source,
    present_refusals,
    say_reason,
    show_rows,
)
from safercity.partnership.records.presenters.thin import (
    keep_unsaid,
    say_begun,
    show_thin,
    show_thin_of_file,
)

__all__ = [
    "MENDED_COLUMNS",
    "Refusal",
    "SourceLine",
    "add_loaders",
    "add_up",
    "ask_back",
    "keep_unsaid",
    "list_fields",
    "list_form_choices",
    "list_months",
    "list_reasons",
    "name_agency",
    "name_source",
    "present_loading",
    "present_refusals",
    "present_source",
    "present_sources",
    "present_standing",
    "say_begun",
    "say_dates_note",
    "say_edition_progress",
    "say_effect",
    "say_held_again",
    "say_progress",
    "say_reason",
    "show_mended",
    "show_rows",
    "show_thin",
    "show_thin_of_file",
    "write_rows",
]
