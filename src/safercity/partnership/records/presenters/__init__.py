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
    tell_mappings,
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
    show_turnings,
)
from safercity.partnership.records.presenters.reasons import list_reasons, say_reason
from safercity.partnership.records.presenters.sources import (
    Refusal,
    add_up,
    count_aside,
    fold_extracts,
    list_fields,
    name_source,
    present_refusals,
    say_aside,
    show_rows,
)
from safercity.partnership.records.presenters.thin import (
    keep_unsaid,
    say_begun,
    say_scatter,
    show_thin,
    show_thin_of_file,
    write_period,
)

__all__ = [
    "MENDED_COLUMNS",
    "Refusal",
    "SourceLine",
    "add_loaders",
    "add_up",
    "ask_back",
    "count_aside",
    "fold_extracts",
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
    "say_aside",
    "say_begun",
    "say_dates_note",
    "say_edition_progress",
    "say_effect",
    "say_held_again",
    "say_progress",
    "say_reason",
    "say_scatter",
    "show_mended",
    "show_rows",
    "show_thin",
    "show_thin_of_file",
    "show_turnings",
    "tell_mappings",
    "write_period",
    "write_rows",
]
