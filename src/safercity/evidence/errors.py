"""Errors a person can act on: what is wrong, both sides, what to do, an exit code."""

from __future__ import annotations


class SaferCityError(Exception):
    """The base of every error we show without a traceback.

    `advice` says what to do next; `exit_code` is what the command ends with.
    Further facts of a case are keyword arguments and become attributes.
    """

    exit_code = 1
    advice = ""

    def __init__(self, message: str, *, advice: str | None = None, **facts: object):
        super().__init__(message)
        self.advice = self.advice if advice is None else advice
        self.facts = facts

    @property
    def sentence(self) -> str:
        return str(self)


class NotAWorkspace(SaferCityError):
    """The folder is not a workspace, or already is one."""

    exit_code = 3


class SettingsError(SaferCityError):
    """`safercity.toml` says something we cannot follow; the message names the key."""

    exit_code = 4


class UnreadableFile(SaferCityError):
    """The file cannot be read as any table we know."""

    exit_code = 5


class WrongShape(SaferCityError):
    """The file can be read, but it is not an extract of this source."""

    exit_code = 6


class LedgerUnbalanced(SaferCityError):
    """Rows judged and rows in the file differ; nothing was loaded. Our fault, not the file's."""

    exit_code = 7
    advice = "Nothing was loaded. Please report this with the file's shape and the counts above."


class WorkspaceBusy(SaferCityError):
    """Another process is writing to the workspace."""

    exit_code = 8


class NewerWorkspace(SaferCityError):
    """The workspace was written by a newer version of Safer City."""

    exit_code = 9


class DiskFull(SaferCityError):
    """There was no room to finish; nothing was changed."""

    exit_code = 10


class NothingToAssess(SaferCityError):
    """There are no records that the question could be answered from."""

    exit_code = 11


class Restricted(SaferCityError):
    """The source is restricted, and nothing yet allows it here."""

    exit_code = 12


class GeographyError(SaferCityError):
    """Boundaries or lookups are missing, damaged or do not meet."""

    exit_code = 13


class ContentError(SaferCityError):
    """A content file is not as its schema says; the message names the file and key."""

    exit_code = 14


class TooCoarse(SaferCityError):
    """The records are located or timed too coarsely for this method."""

    exit_code = 15


class UnknownName(SaferCityError):
    """A name that nothing here answers to; the message lists what there is."""

    exit_code = 16


class ReadOnlyWorkspace(SaferCityError):
    """The workspace may be read here, but not changed."""

    exit_code = 21


class Interrupted(SaferCityError):
    """The person stopped the work; nothing half-done is left behind."""

    exit_code = 130
