"""Writes: uploads, their load, and what words mean."""

from safercity.partnership.records.actions.checking import UploadRefused, check_upload
from safercity.partnership.records.actions.uploads import (
    NewUpload,
    ask_load,
    forget_uploads,
    load_upload,
    map_word,
    take_upload,
)

__all__ = [
    "NewUpload",
    "UploadRefused",
    "ask_load",
    "check_upload",
    "forget_uploads",
    "load_upload",
    "map_word",
    "take_upload",
]
