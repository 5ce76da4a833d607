"""What counts rest on: whose they are, how finely placed and timed, what is missing or late."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from safercity.evidence.errors import SaferCityError, TooCoarse
from safercity.evidence.types import LOCATION_PRECISIONS, TIME_PRECISIONS


class ActivityAsked(SaferCityError):
    """A method for demand was given records of activity, which follow officers and not harm."""

    exit_code = 24
    advice = "Ask the question of demand. Activity may stand beside it as context, never in it."


@dataclass(frozen=True)
class RecordingBreak:
    """A dated change in what is recorded: from `month` (label) on, counts mean something else.

    `kind`: "rule", "definition", "system" or "missing"; `title` says what changed.
    """

    month: str
    title: str
    kind: str = "rule"


@dataclass(frozen=True)
class Basis:
    """What counts rest on; it travels with them and is printed beside the finding.

    `location` and `time` are the coarsest precision among the sources. Shares run from 0 to 1:
    `unplaced_share` of records without a place, `late_share` of those still expected for the newest
    period. `missing`: periods (labels) that no extract covers. `breaks`: recording changes.
    """

    sources: tuple[str, ...] = ()
    agencies: tuple[str, ...] = ()
    layer: str = "demand"
    location: str = "small_area"
    time: str = "month"
    unplaced_share: float = 0.0
    late_share: float = 0.0
    missing: tuple[str, ...] = ()
    breaks: tuple[RecordingBreak, ...] = ()


def refuse_activity(basis: Basis, method: str) -> None:
    """Errors: `ActivityAsked`, when the counts are of activity."""
    if basis.layer == "activity":
        raise ActivityAsked(
            f"{method} is for demand; {_sources(basis)} records what agencies do, not what happens."
        )


def require_location(basis: Basis, allowed: Collection[str], *, method: str) -> None:
    """Errors: `TooCoarse`, naming both sides, when places are told more coarsely than `allowed`."""
    if basis.location not in allowed:
        able = [each for each in LOCATION_PRECISIONS if each in allowed]
        raise TooCoarse(
            f"{method} needs places told as {' or '.join(able)}; "
            f"{_sources(basis)} tells them as {basis.location}.",
            advice="Load a source that is located more finely, or ask by small area.",
        )


def require_time(basis: Basis, allowed: Collection[str], *, method: str) -> None:
    """Errors: `TooCoarse`, naming both sides, when times are told more coarsely than `allowed`."""
    if basis.time not in allowed:
        able = [each for each in TIME_PRECISIONS if each in allowed]
        raise TooCoarse(
            f"{method} needs times told to the {' or '.join(able)}; "
            f"{_sources(basis)} tells them to the {basis.time}.",
            advice="Load a source that is timed more finely, or ask by month.",
        )


def _sources(basis: Basis) -> str:
    return ", ".join(basis.sources) or "the source"
