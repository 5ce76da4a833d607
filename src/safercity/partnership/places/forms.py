"""The filters of the list, as they come in an address and go back into one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from urllib.parse import urlencode


@dataclass(frozen=True)
class Filters:
    """What the reader chose; "" is no choice."""

    agency: str = ""
    theme: str = ""
    kind: str = ""
    sure: str = ""
    period: str = ""

    @property
    def chosen(self) -> dict[str, str]:
        return {name: value for name, value in asdict(self).items() if value}

    @property
    def address(self) -> str:
        """The query part of an address, with its question mark; empty without a choice."""
        return f"?{urlencode(self.chosen)}" if self.chosen else ""


def read_filters(
    given: Mapping[str, str], choices: Mapping[str, Iterable[str]]
) -> tuple[Filters, list[str]]:
    """The filters that the edition can answer, and what was asked for that it cannot.

    An unknown value is set aside rather than obeyed: an old bookmark must not show an empty list.
    """
    known, unknown = {}, []
    for name, values in choices.items():
        value = given.get(name, "")
        if value and value in set(values):
            known[name] = value
        elif value:
            unknown.append(value[:60])
    return Filters(**known), unknown
