"""The list of jobs: an app's `jobs.py` names its functions, the worker finds them here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Work = Callable[..., None]


@dataclass(frozen=True)
class Regular:
    """A job that comes back by itself."""

    name: str
    every_minutes: int


WORK: dict[str, Work] = {}
REGULAR: list[Regular] = []


def job(name: str, *, every_minutes: int | None = None) -> Callable[[Work], Work]:
    """Name a function as a job ("notes.send_due"). It gets `tell=` for progress and the arguments.

    It may be run twice if the machine stops in the middle: it must bear that.
    """

    def enter(work: Work) -> Work:
        if name in WORK:
            raise ValueError(f"Two jobs are called {name}.")
        WORK[name] = work
        if every_minutes:
            REGULAR.append(Regular(name, every_minutes))
        return work

    return enter


class NotAgain(Exception):
    """A job that trying again would not help. Its text is for the person who asked."""


def find_work(name: str) -> Work | None:
    """The function of a job's name; None where this version has none."""
    return WORK.get(name)


def say_nothing(message: Any) -> None:
    """Progress that nobody reads."""
