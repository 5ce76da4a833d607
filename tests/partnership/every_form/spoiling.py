"""The ways in which one field of a good form goes wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from tests.partnership.every_form.reading import Field

LONG = "long words " * 4_000
SCRIPT = '<script>alert("x")</script>'
STRANGE = f"{SCRIPT} 👩🏽‍🚒 مرحبا שלום"
TOGETHER = ("checkbox", "radio", "select")
NUMBERS = ("-1", "1e9999", "NaN", "9" * 400)
DAYS = ("0000-00-00", "99999-01-01", "9" * 400)
NOBODY = "00000000-0000-0000-0000-000000000000"
IDS = ("", "no-such", NOBODY, "9" * 400)


@dataclass(frozen=True)
class Spoilt:
    """How a field was spoilt, and whether a sound program may take it all the same."""

    how: str
    value: Any
    may_pass: bool = False

    @property
    def is_asked_of_rows(self) -> bool:
        """Whether a database may meet it: it passes the form, or names a row that is looked for."""
        return self.may_pass or self.value in IDS


def list_spoils(each: Field) -> Iterator[Spoilt]:
    """Missing, too long, the wrong kind, and characters that break programs."""
    yield Spoilt("missing", None, may_pass=not each.is_required)
    if each.kind == "file":
        yield Spoilt("words where a file is asked for", "words", may_pass=not each.is_required)
        return
    is_box = each.kind == "checkbox" and len(each.options) == 1  # anything there is a tick
    if each.kind == "date":
        yield from (Spoilt(f"the day {value[:12]}", value) for value in DAYS)
    elif each.kind == "number":
        yield from (Spoilt(f"the number {value[:12]}", value) for value in NUMBERS)
    elif each.kind in TOGETHER:
        yield from (Spoilt(f"the choice {v[:12]!r}", v, may_pass=is_box or not v) for v in IDS)
    elif each.kind == "hidden":  # of something that is not there yet, any version is as good
        is_new = each.name == "version" and each.values in ([], ["0"])
        yield from (
            Spoilt(f"hidden as {v[:12]!r}", v, may_pass=is_new or v in ("", NOBODY)) for v in IDS
        )
    if each.kind not in TOGETHER or is_box:  # what is not offered is refused however long
        yield Spoilt("too long", LONG, may_pass=is_box)
    yield Spoilt("a zero byte", "a\x00b", may_pass=is_box)
    if each.is_text:
        yield Spoilt("blanks alone", "   ", may_pass=not each.is_required)
        yield Spoilt("script, emoji, right to left", STRANGE, may_pass=True)
        yield Spoilt("controls", "a\u202eb\x07\x1b[31mc\ud7ff", may_pass=True)
    elif each.kind not in (*TOGETHER, "password"):
        yield Spoilt("script where no words belong", STRANGE)
