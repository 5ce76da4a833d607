"""Writes: uploads and their load, what words and headings mean, corrections, editions."""

from safercity.evidence.store.corrections import Correction
from safercity.partnership.records.actions.aside import SettingAside, set_aside
from safercity.partnership.records.actions.checking import UploadRefused, check_upload
from safercity.partnership.records.actions.correcting import correct_row
from safercity.partnership.records.actions.editions import ask_edition, make_edition
from safercity.partnership.records.actions.mapping import (
    Meaning,
    map_dates,
    map_headings,
    map_word,
)
from safercity.partnership.records.actions.own_dates import say_own_form
from safercity.partnership.records.actions.taking_back import TakingBack, take_back
from safercity.partnership.records.actions.uploads import (
    NewUpload,
    ask_load,
    forget_uploads,
    load_upload,
    take_upload,
)
from safercity.partnership.records.actions.whole import say_whole, take_back_whole

__all__ = [
    "Correction",
    "Meaning",
    "NewUpload",
    "SettingAside",
    "TakingBack",
    "UploadRefused",
    "ask_edition",
    "ask_load",
    "check_upload",
    "correct_row",
    "forget_uploads",
    "load_upload",
    "make_edition",
    "map_dates",
    "map_headings",
    "map_word",
    "say_own_form",
    "say_whole",
    "set_aside",
    "take_back",
    "take_back_whole",
    "take_upload",
]
