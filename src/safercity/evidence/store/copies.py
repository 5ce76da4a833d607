"""The same content seen more than once: what all its copies say, whatever order they came in."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from safercity.evidence.extracts.open import OpenExtract
from safercity.evidence.workspace import Workspace

EARLIEST = date(2000, 1, 1)  # no agency's system saved extracts before


@dataclass(frozen=True)
class LoadRequest:
    """What to load: a source, its files, and what is declared about them.

    `vintage` is the day the agency made the extract; without it the archive's own date is used.
    `agreement`: the reference of the information-sharing agreement in force that covers the source,
    which a restricted one needs; its records lie under it. Without it the settings' own holds.
    """

    source: str
    paths: tuple[Path, ...]
    received: date
    vintage: date | None = None
    agreement: str = ""

    @property
    def last_day(self) -> date:
        """No record can be of a later day: the vintage declared, else the day of receipt."""
        return self.vintage or self.received


def may_be_made_on(day: date, *, today: date) -> bool:
    """Whether an extract can be of this day: a slip of the year would hide every later one.

    Tomorrow too: clocks of other systems run ahead.
    """
    return EARLIEST <= day <= today + timedelta(days=1)


def choose_agreement(workspace: Workspace, request: LoadRequest) -> str:
    """The reference of the agreement that the records lie under; "" for none."""
    source = workspace.settings.sources.get(request.source)
    return request.agreement or (source.agreement if source else "")


@dataclass(frozen=True)
class Claim:
    """What a content's copies say together: the least name, the least vintage ("" if unknown),
    the first receipt, and the latest of the days that bound the future.

    The latest, so that a day declared too early can be mended by declaring the right one.
    """

    name: str
    vintage: str
    received: date
    last_day: date

    def judged_with(self, rules: str) -> str:
        """What the content is judged with: the digest of the rules, and the bound of the future."""
        return f"{rules} to {self.last_day}"


def join_rules(rules: str, corrections: str) -> str:
    """The rules of a load, and what was corrected in one content; the rules alone for most."""
    return f"{rules} corrected {corrections}" if corrections else rules


def settle_claim(
    request: LoadRequest, extract: OpenExtract, *, earlier: sqlite3.Row | None
) -> Claim:
    """The claim of this copy, joined to that of the copies loaded before.

    An archive whose own date cannot be right says nothing: a clock ran wrong where it was made.
    """
    own = extract.archive_date
    is_sound = own is not None and may_be_made_on(own, today=request.received)
    declared = request.vintage or (own if is_sound else None)
    vintage = declared.isoformat() if declared else ""
    if earlier is None:
        return Claim(extract.name, vintage, request.received, request.last_day)
    days = [day for day in (vintage, earlier["vintage"]) if day]
    _rules, _to, bound = earlier["judged_with"].partition(" to ")
    return Claim(
        name=min(extract.name, earlier["name"]),
        vintage=min(days, default=""),
        received=min(request.received, date.fromisoformat(earlier["received"])),
        last_day=max(request.last_day, date.fromisoformat(bound) if bound else date.min),
    )


def find_earlier(catalogue: sqlite3.Connection, source: str, *, digest: str) -> sqlite3.Row | None:
    """The catalogue's entry of the same content, if it was loaded before."""
    return catalogue.execute(
        "SELECT id, name, vintage, received, facts, judged_with, EXISTS (SELECT 1 FROM verdicts "
        "WHERE extract_id = extracts.id AND reason = 'date_in_future') AS has_future "
        "FROM extracts WHERE source = ? AND digest = ?",
        (source, digest),
    ).fetchone()


def is_known(earlier: sqlite3.Row | None, claim: Claim, *, rules: str) -> bool:
    """Whether judging the content again would change nothing: neither its rules nor its claim.

    A later bound changes something only where rows were held for lying in the future.
    """
    if earlier is None or earlier["judged_with"].partition(" to ")[0] != rules:
        return False
    if (earlier["name"], earlier["vintage"]) != (claim.name, claim.vintage):
        return False
    return not earlier["has_future"] or earlier["judged_with"] == claim.judged_with(rules)
