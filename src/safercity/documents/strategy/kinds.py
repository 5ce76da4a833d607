"""The kinds of field that strategies share: words by language, ids, and what an id points to."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Annotated

from pydantic import AfterValidator, ConfigDict

STRICT = ConfigDict(extra="forbid")
LANGUAGES = ("en", "cy")
LONGEST_WORDS = 2_000
ID = re.compile(r"[A-Za-z0-9]+([._/-][A-Za-z0-9]+)*")


def _check_words(words: dict[str, str]) -> dict[str, str]:
    unknown = [language for language in words if language not in LANGUAGES]
    if unknown:
        raise ValueError(f"{unknown[0]!r} is no language here: en or cy")
    if "en" not in words:
        raise ValueError("the English words (en) are missing")
    for language, text in words.items():
        if not text.strip():
            raise ValueError(f"the words in {language} are empty")
        if len(text) > LONGEST_WORDS:
            raise ValueError(f"{len(text):,} characters are too many: {LONGEST_WORDS:,} at most")
        odd = [sign for sign in text if unicodedata.category(sign) in ("Cc", "Cs")]
        if odd:
            raise ValueError(f"holds the control character U+{ord(odd[0]):04X}")
    return words


def _check_id(text: str) -> str:
    if not ID.fullmatch(text) or len(text) > 80:
        raise ValueError("an id has letters, figures, and between them single . _ - or /")
    return text


@dataclass(frozen=True)
class PointsTo:
    """Marks a field that holds the id of something else: of these kinds, or of any (none given)."""

    kinds: tuple[str, ...] = ()


Words = Annotated[dict[str, str], AfterValidator(_check_words)]
Id = Annotated[str, AfterValidator(_check_id)]

_NAMED = ("Organisation", "Unit", "Body", "LinkedDocument", "Programme", "Power", "Meeting")

AnyId = Annotated[str, PointsTo()]
NamedId = Annotated[str, PointsTo(_NAMED)]
OrganisationId = Annotated[str, PointsTo(("Organisation",))]
UnitId = Annotated[str, PointsTo(("Unit",))]
BodyId = Annotated[str, PointsTo(("Body",))]
HolderId = Annotated[str, PointsTo(("Organisation", "Body"))]
ActionId = Annotated[str, PointsTo(("KeyAction",))]
ProgrammeId = Annotated[str, PointsTo(("Programme",))]
PowerId = Annotated[str, PointsTo(("Power",))]
SourceId = Annotated[str, PointsTo(("Source",))]
