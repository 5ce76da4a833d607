"""What a sent file is by its bytes, and where its bytes lie."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path, PurePosixPath, PureWindowsPath
from uuid import UUID

from django.conf import settings
from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safercity.partnership.common.rules import Refused

UNPACKED_MOST = 100_000_000  # bytes; a document of words and pictures stays far below
PACKED_TIMES_MOST = 200  # a spreadsheet of one repeated value comes near 100
OFFICE = {
    "word/document.xml": (
        ".docx",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ),
    "xl/workbook.xml": (
        ".xlsx",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}
STARTS = (
    (b"%PDF-", ".pdf", "application/pdf"),
    (b"\x89PNG\r\n\x1a\n", ".png", "image/png"),
    (b"\xff\xd8\xff", ".jpg", "image/jpeg"),
)
TEXTS = {".txt": "text/plain", ".csv": "text/csv"}
ALLOWED = ".pdf .docx .xlsx .png .jpg .csv .txt"


class FileRefused(Refused):
    """A file that is not kept: its kind, its size, or what is inside it."""

    advice = format_lazy(gettext_lazy("Send one of {endings}, without macros."), endings=ALLOWED)


def sniff(content: bytes, name: str) -> str:
    """The type of the bytes, which the name's ending has to agree with. Errors: FileRefused."""
    for start, its_ending, kind in STARTS:
        if content.startswith(start):
            return _agree((its_ending, kind), name)
    if content.startswith(b"PK\x03\x04"):
        return _agree(_sniff_office(content), name)
    if _ending(name) in TEXTS and _is_text(content):
        return TEXTS[_ending(name)]
    raise FileRefused(
        _("“{name}” is not a kind of file that is kept here.").format(name=show_name(name))
    )


def _agree(found: tuple[str, str], name: str) -> str:
    (its_ending, kind), ending = found, _ending(name)
    if ending != its_ending:
        raise FileRefused(
            _("“{name}” is named as {ending} and is inside {found}.").format(
                name=show_name(name), ending=ending or _("nothing"), found=its_ending
            )
        )
    return kind


def _ending(name: str) -> str:
    return Path(name).suffix.lower().replace(".jpeg", ".jpg")


def _sniff_office(content: bytes) -> tuple[str, str]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            entries = packed.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise FileRefused(_("The file is damaged.")) from error
    unpacked = sum(entry.file_size for entry in entries)
    if unpacked > UNPACKED_MOST or unpacked > PACKED_TIMES_MOST * len(content):
        raise FileRefused(_("The file unpacks to far more than it is: it is not opened."))
    names = {entry.filename for entry in entries}
    if any(name.lower().endswith(("vbaproject.bin", ".exe", ".js", ".ole")) for name in names):
        raise FileRefused(_("The file carries a program."))
    for inside, found in OFFICE.items():
        if inside in names:
            return found
    raise FileRefused(_("A packed folder is not kept here."))


def _is_text(content: bytes) -> bool:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return False
    return not any(ord(sign) < 32 and sign not in "\t\r\n" for sign in text)


def show_name(name: str) -> str:
    """The last part of a name, for showing: no folder, no signs that steer a terminal or page."""
    last = PureWindowsPath(PurePosixPath(name).name).name
    return "".join(sign for sign in last if sign.isprintable() and sign not in '"\\/<>')[-120:]


def folder_of_files() -> Path:
    """Where the site keeps files."""
    return settings.SAFERCITY.folder / "attachments"


def place_of(key: UUID) -> Path:
    """Where the bytes of a file lie: made from its id alone."""
    return folder_of_files() / str(key)
