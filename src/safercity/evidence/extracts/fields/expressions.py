"""What the makers of SQL share: the texts of a row, and what they hand back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from safercity.evidence.extracts.relation import quote_text


@dataclass(frozen=True)
class Texts:
    """The shape columns the file has, each an SQL column of trimmed text (NULL if empty)."""

    columns: Mapping[str, str]

    def __getitem__(self, name: str) -> str:
        return self.columns[name]

    def get(self, name: str | None) -> str:
        """The SQL for a column, or NULL where the file or the shape has none."""
        return self.columns.get(name or "", "NULL::VARCHAR")

    def has(self, *names: str) -> bool:
        return all(name in self.columns for name in names)


@dataclass(frozen=True)
class Fields:
    """`parsed`: SQL of helper columns, `values`: columns of `typed` made from texts and parsed.

    `tests` are (condition, reason) in the order they are asked; a reason is a code, or the SQL
    that `sort_out` makes. Only a CASE leaves its costly branches unasked: AND asks both sides.
    """

    parsed: Mapping[str, str] = field(default_factory=dict)
    values: Mapping[str, str] = field(default_factory=dict)
    tests: tuple[tuple[str, str], ...] = ()


def sort_out(*cases: tuple[str, str], otherwise: str) -> str:
    """A reason in SQL that is only worked out for the rows that need it."""
    asked = " ".join(f"WHEN {condition} THEN '{code}'" for condition, code in cases)
    return f"CASE {asked} ELSE '{otherwise}' END"


def number(text: str) -> str:
    """SQL: a number, also one written with thousands separators; NULL if it is none."""
    return f"try_cast(replace({text}, ',', '') AS DOUBLE)"


def trimmed(text: str) -> str:
    """SQL: a text without spaces around it, NULL if nothing is left.

    trim() costs ten times as much as asking whether there is anything to trim: ASCII knows one
    space.
    """
    asked = f"{text} < '!' OR ends_with({text}, ' ') OR strlen({text}) <> length({text})"
    return f"CASE WHEN {asked} THEN nullif(trim({text}), '') ELSE {text} END"


def choose(text: str, words: Mapping[str, str]) -> str:
    """SQL: the value that stands for a text in any case, as an enumeration; NULL for other texts.

    An enumeration finds a word by hash: three hundred categories cost no more than three.
    """
    if not words:
        return "NULL::VARCHAR"
    keys = ", ".join(quote_text(word) for word in words)
    values = ", ".join(quote_text(value) for value in words.values())
    kinds = ", ".join(quote_text(value) for value in dict.fromkeys(words.values()))
    number = f"enum_code(try_cast(lower({text}) AS ENUM({keys})))::INTEGER + 1"
    return f"([{values}]::ENUM({kinds})[])[{number}]"


def among(text: str, words: tuple[str, ...]) -> str:
    """SQL: true where the text is one of the words, in any case."""
    wanted = ", ".join(quote_text(word.strip().lower()) for word in dict.fromkeys(words))
    return f"coalesce(lower({text}) IN ({wanted}), false)"
