"""Writes: uploads, their load, what words mean, corrected rows, new editions."""

from safercity.evidence.store.corrections import Correction
from safercity.partnership.records.actions.checking import UploadRefused, check_upload
from safercity.partnership.records.actions.correcting import correct_row
from safercity.partnership.records.actions.editions import ask_edition, make_edition
from safercity.partnership.records.actions.uploads import (
    NewUpload,
    ask_load,
    forget_uploads,
    load_upload,
    map_word,
    take_upload,
)

__all__ = [
    "Correction",
    "NewUpload",
    "UploadRefused",
    "ask_edition",
    "ask_load",
    "check_upload",
    "correct_row",
    "forget_uploads",
    "load_upload",
    "make_edition",
    "map_word",
    "take_upload",
]
