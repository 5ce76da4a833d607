"""Free text names places, posts and agencies; what looks like a person is found beforehand.

Signs, not proof: a title and a name, a given name with a family name, a given name that owns
something, and what someone is known as. The words that tell are content/names/people.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safercity.evidence.taxonomy.files import Faults, read_content
from safercity.partnership.common.rules import Refused

WORD = re.compile(r"[^\W\d_](?:[\w'’-]*\w)?")
TITLES = frozenset(
    "mr mrs ms miss mx dr prof rev reverend sir dame "
    "pc dc ds di pcso sgt insp cllr councillor".split()
)
INITIAL = re.compile(r"[B-HJ-Z]")  # "A" and "I" are words
KNOWN_AS = re.compile(
    r"\b(?:known as|a\.?k\.?a\.?|nicknamed|goes by|street name|alias)\s+(?P<quote>[\"“'‘])?"
    r"(?P<name>[A-Z][\w-]+)",
)
SOMEONE = re.compile(
    r"\b(?:man|woman|boy|girl|male|female|youth|lad|teenager|child|suspect|offender|victim|"
    r"witness|resident|tenant|person|dealer|mother|father|brother|sister|son|daughter|who)\b",
    re.IGNORECASE,
)
BEFORE_KNOWN_AS = 60  # signs in which the someone has to stand
RUN_AHEAD = 4  # capitalised words after a name that may still make it a place
ListNames = Callable[[], Iterable[str]]
NOT_PEOPLE: list[ListNames] = []


class NamesAPerson(Refused):
    """Free text names someone where no person belongs."""

    advice = gettext_lazy("Write the post or the agency instead.")

    def __init__(self, names: list[str]):
        self.names = names
        told = _("This looks like a person's name: {names}.")
        super().__init__(told.format(names=", ".join(names)))


@dataclass(frozen=True)
class Signs:
    """The words that tell."""

    given: frozenset[str]
    family: frozenset[str]
    not_in_a_name: frozenset[str]
    not_people: tuple[str, ...]


@dataclass(frozen=True)
class Word:
    """One word, where it stands, and whether it touches the word before it."""

    text: str
    start: int
    end: int
    follows: bool

    @property
    def bare(self) -> str:
        return re.sub(r"['’]s?$", "", self.text).lower()

    @property
    def is_capital(self) -> bool:
        return self.text[0].isupper()

    @property
    def owns(self) -> bool:
        return bool(re.search(r"['’]s$", self.text))


def offer_not_people(lists: list[ListNames]) -> None:
    """Say whose names are no people's: the partnership's organisations. Called by `config`."""
    NOT_PEOPLE[:] = lists


def find_names(text: str) -> list[str]:
    """What looks like names of people, in order of appearance; empty where nothing does."""
    signs = read_signs()
    masked = _mask(text, signs.not_people)
    if found := _find_spans(masked, signs):  # only then ask the database for names
        known = [name for names in NOT_PEOPLE for name in names()]
        found = _find_spans(_mask(masked, known), signs) if known else found
    return list(dict.fromkeys(text[start:end] for start, end in found))


def _find_spans(text: str, signs: Signs) -> list[tuple[int, int]]:
    """Where the names stand, the longest of what overlaps."""
    spans: list[tuple[int, int]] = []
    for start, end in sorted({*_find_in_words(text, signs), *_find_known_as(text, signs)}):
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return spans


def refuse_names(text: str) -> None:
    """Nothing, where the text names nobody. Errors: NamesAPerson."""
    if names := find_names(text):
        raise NamesAPerson(names)


def read_signs() -> Signs:
    """The shipped words, or the workspace's own copy of them."""
    return _read_signs(settings.SAFERCITY.workspace / "content")


@lru_cache(maxsize=4)
def _read_signs(overrides: Path) -> Signs:
    faults = Faults()
    values = read_content("names/people.yaml", overrides, faults=faults).values
    faults.raise_if_any()
    return Signs(
        _words(values, "given"),
        _words(values, "family"),
        _words(values, "not_in_a_name"),
        tuple(values["not_people"]),
    )


def _words(values: Mapping[str, Any], key: str) -> frozenset[str]:
    return frozenset(word for line in values[key] for word in line.split())


def _mask(text: str, known: Iterable[str]) -> str:
    """The text with known names made small, so that nothing starts or ends with them."""
    names = sorted({name for name in known if name}, key=len, reverse=True)
    if not names:
        return text
    either = re.compile("|".join(rf"\b{re.escape(name)}\b" for name in names), re.IGNORECASE)
    return either.sub(lambda match: "_" * len(match.group()), text)


def _find_in_words(text: str, signs: Signs) -> Iterator[tuple[int, int]]:
    words = list(_split(text))
    for at, word in enumerate(words):
        after = words[at + 1] if at + 1 < len(words) else None
        if after and _is_titled(word, after) and not _is_place(words, at + 1, signs=signs):
            end = words[at + 2] if _goes_on(words, at + 2, signs=signs) else after
            yield word.start, end.end
        elif after and after.follows and _is_pair(word, after, signs=signs):
            if not _is_saint(words, at) and not _is_place(words, at, signs=signs):
                yield word.start, after.end
        elif word.owns and word.is_capital and word.bare in signs.given:
            if not _is_saint(words, at) and not _is_place(words, at, signs=signs):
                yield word.start, word.end
        elif after and _is_turned_round(
            word, after, between=text[word.end : after.start], signs=signs
        ):
            yield word.start, after.end


def _split(text: str) -> Iterator[Word]:
    end = 0
    for match in WORD.finditer(text):
        between = text[end : match.start()]
        yield Word(match.group(), match.start(), match.end(), between in (" ", ". ", "  "))
        end = match.end()


def _is_titled(word: Word, after: Word | None) -> bool:
    if after is None or not after.follows or word.bare not in TITLES:
        return False
    # In small letters "miss" and "ms" are words or units; "mr" and "mrs" never are.
    return (word.is_capital and after.is_capital) or word.text in ("mr", "mrs")


def _goes_on(words: list[Word], at: int, *, signs: Signs) -> bool:
    if at >= len(words):
        return False
    word = words[at]
    return word.follows and word.is_capital and word.bare in signs.given | signs.family


def _is_pair(word: Word, after: Word, *, signs: Signs) -> bool:
    """A given name (or an initial) with a family name behind it."""
    if INITIAL.fullmatch(word.text):
        return after.is_capital and after.bare in signs.family - signs.not_in_a_name
    if word.bare not in signs.given or word.owns:
        return False
    if word.is_capital and after.is_capital:
        return after.bare not in signs.not_in_a_name
    # In small letters only where both are known, and neither is anything else.
    return after.bare in signs.family - signs.not_in_a_name and not after.is_capital


def _is_turned_round(word: Word, after: Word, *, between: str, signs: Signs) -> bool:
    """ "Smith, John"."""
    return (
        between == ", "
        and word.is_capital
        and after.is_capital
        and word.bare in signs.family - signs.given - signs.not_in_a_name
        and after.bare in signs.given
    )


def _is_saint(words: list[Word], at: int) -> bool:
    return at > 0 and words[at].follows and words[at - 1].bare in ("st", "saint", "ste", "santa")


def _is_place(words: list[Word], at: int, *, signs: Signs) -> bool:
    """Whether the capitalised words around and after it hold a sign of a place or a body."""
    for number in range(at, min(at + RUN_AHEAD, len(words))):
        word = words[number]
        if number > at and not (word.follows and word.is_capital):
            return False
        if word.bare in signs.not_in_a_name or word.text.lower() in signs.not_in_a_name:
            return True
    return False


def _find_known_as(text: str, signs: Signs) -> Iterator[tuple[int, int]]:
    for match in KNOWN_AS.finditer(text):
        name = match["name"]
        run = list(_split(text[match.start("name") :]))
        if (name.isupper() and len(name) > 1) or _is_place(run, 0, signs=signs):
            continue
        before = text[max(0, match.start() - BEFORE_KNOWN_AS) : match.start()]
        if name.lower() in signs.given or SOMEONE.search(before.rpartition(".")[2]):
            yield match.start("name"), match.end("name")
