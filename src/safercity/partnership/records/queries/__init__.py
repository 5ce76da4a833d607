"""Reads: sources, ledger and held rows of the workspace; uploads; how a new edition is doing."""

from safercity.evidence.store.corrections import count_corrected
from safercity.partnership.records.queries.editions import (
    LOAD_AGAIN,
    MAKE_EDITION,
    UNDER_WAY,
    EditionWork,
    find_loading,
    get_edition_work,
)
from safercity.partnership.records.queries.history import (
    ASKED_EDITION,
    CORRECTED,
    MAPPED,
    SENT,
    SENT_AGAIN,
    list_edition_history,
    list_source_history,
    list_upload_history,
)
from safercity.partnership.records.queries.records import (
    count_words,
    get_correction,
    get_held,
    get_source,
    list_held,
    list_lines,
    list_sources,
    open_records,
)
from safercity.partnership.records.queries.uploads import (
    Upload,
    get_upload,
    list_kept_digests,
    list_uploads,
    read_upload,
    upload_folder,
)

__all__ = [
    "ASKED_EDITION",
    "CORRECTED",
    "LOAD_AGAIN",
    "MAKE_EDITION",
    "MAPPED",
    "SENT",
    "SENT_AGAIN",
    "UNDER_WAY",
    "EditionWork",
    "Upload",
    "count_corrected",
    "count_words",
    "find_loading",
    "get_correction",
    "get_edition_work",
    "get_held",
    "get_source",
    "get_upload",
    "list_edition_history",
    "list_held",
    "list_kept_digests",
    "list_lines",
    "list_source_history",
    "list_sources",
    "list_upload_history",
    "list_uploads",
    "open_records",
    "read_upload",
    "upload_folder",
]
