"""Groups at greatest risk: rates of groups of people, none so small that it points at somebody."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from safercity.evidence.findings import (
    Basis,
    Caption,
    Column,
    Statement,
    Table,
    draw_intervals,
    plain,
    refuse_activity,
    say_all,
)
from safercity.evidence.profile.checks import check_labels, read_counts
from safercity.evidence.profile.errors import ComparisonUnusable, CountsUnusable
from safercity.evidence.profile.limits import state_limits
from safercity.evidence.profile.rates import rate_columns
from safercity.evidence.profile.words import MESSAGES
from safercity.evidence.statistics import (
    adjust_for_false_discovery,
    compare_counts,
    poisson_interval,
    round_significant,
)

METHOD = "A profile of groups"


@dataclass(frozen=True)
class GroupCounts:
    """Groups of people that do not overlap: `labels` (n,), `counts` (n,) of records or people
    harmed, `people` (n,) in each group and years."""

    labels: tuple[str, ...]
    counts: np.ndarray
    people: np.ndarray


@dataclass(frozen=True)
class GroupSettings:
    """Rates are for each `per` people a year. Counts of 1 to `smallest` - 1, and groups of fewer
    than `smallest_people`, are not shown, with as many more as keep them from being worked out."""

    per: int = 1000
    level: float = 0.95
    discovery: float = 0.05
    smallest: int = 5
    smallest_people: int = 100
    named: int = 3


@dataclass(frozen=True)
class GroupRow:
    """One group: `rate` for each `per` people with `low` and `high`; `ratio` to all others with its
    interval; `q` among groups. Everything is None or NaN where it is hidden."""

    label: str
    hidden: bool
    count: int | None
    rate: float
    low: float
    high: float
    ratio: float
    ratio_low: float
    ratio_high: float
    q: float


@dataclass(frozen=True)
class GroupRisk:
    """Groups, the highest rate first, hidden ones last."""

    groups: tuple[GroupRow, ...]
    statements: tuple[Statement, ...]
    limits: tuple[Statement, ...]
    settings: GroupSettings

    def explain(self) -> str:
        """One paragraph."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """A row a group."""
        unit = f"for each {self.settings.per} people a year"
        columns = (
            Column("group", "Group"),
            Column("hidden", "Too few to show", "flag"),
            Column("count", "Records", "count"),
            *rate_columns(unit),
            Column("ratio", "Times all others", "figure"),
            Column("ratio_low", "Times, low", "figure"),
            Column("ratio_high", "Times, high", "figure"),
            Column("q", "Chance, all groups considered", "figure"),
        )
        rows = (
            (
                one.label, one.hidden, one.count,
                *map(plain, (one.rate, one.low, one.high, one.ratio)),
                *map(plain, (one.ratio_low, one.ratio_high, one.q)),
            )
            for one in self.groups
        )  # fmt: skip
        return Table("groups", columns, tuple(rows))

    def chart(self) -> dict[str, Any]:
        """The rate of each group that is shown, with its interval."""
        rows = [row for row in self.table().records() if not row["hidden"]]
        caption = Caption(self.explain(), "Rates of groups with their intervals.")
        return draw_intervals(rows, caption, name="group", value="rate")


def profile_groups(
    groups: GroupCounts, *, basis: Basis, settings: GroupSettings | None = None
) -> GroupRisk:
    """Which groups of people records concern most, for how many of them there are.

    Exact intervals of rates (Garwood 1936) and of the ratio to all others (Przyborowski & Wilenski
    1940), with Benjamini-Hochberg over the groups. Small counts are hidden, and so many others that
    at least two groups and `smallest` records are hidden together, since the total is known.
    Limits: of groups, never of persons; who reports, and who is recorded, differs between groups.
    Errors: `CountsUnusable`, `ComparisonUnusable`, `ActivityAsked`.
    """
    settings = settings or GroupSettings()
    refuse_activity(basis, METHOD)
    counts, people = _read(groups)
    hidden = hide_small(counts, people, settings=settings)
    rows = _measure(groups.labels, np.stack([counts, people]), hidden=hidden, settings=settings)
    limits = [*state_limits(basis), Statement("profile.limit.groups_not_persons")]
    if hidden.any():
        values = {"groups": int(hidden.sum()), "smallest": settings.smallest}
        limits.append(Statement("profile.limit.hidden_groups", values))
    return GroupRisk(
        rows, statements=_state(rows, settings=settings), limits=tuple(limits), settings=settings
    )


def _read(groups: GroupCounts) -> tuple[np.ndarray, np.ndarray]:
    counts = read_counts(groups.counts, what=METHOD)
    people = read_counts(groups.people, what=f"{METHOD}, people")
    check_labels(groups.labels, counts, what=METHOD)
    if people.shape != counts.shape or np.isnan(people).any() or np.isnan(counts).any():
        raise CountsUnusable(
            f"{METHOD}: {counts.size} counts and {people.size} numbers of people, none missing.",
            advice="Leave out groups that were not sent, and say so.",
        )
    if len(counts) < 2 or (people <= 0).any() or not counts.sum():
        raise ComparisonUnusable(
            f"{METHOD}: {int(counts.sum())} records of {len(counts)} groups, "
            f"{int((people <= 0).sum())} without people.",
            advice="Give at least two groups with people, and some records.",
        )
    return counts, people


def hide_small(counts: np.ndarray, people: np.ndarray, *, settings: GroupSettings) -> np.ndarray:
    """Which groups are hidden, (n,): small ones, and as many more as keep them hidden."""
    hidden = (counts > 0) & (counts < settings.smallest) | (people < settings.smallest_people)
    for at in np.argsort(counts, kind="stable").tolist():
        enough = hidden.sum() >= 2 and counts[hidden].sum() >= settings.smallest
        if not hidden.any() or enough:
            break
        hidden[at] = hidden[at] or counts[at] > 0
    return hidden


def _measure(
    labels: tuple[str, ...], told: np.ndarray, *, hidden: np.ndarray, settings: GroupSettings
) -> tuple[GroupRow, ...]:
    counts, people = told
    rest, others = counts.sum() - counts, people.sum() - people
    ratio = compare_counts(counts, rest, exposure=people / others, level=settings.level)
    rates = [one / people * settings.per for one in (counts, *poisson_interval(counts))]
    q = adjust_for_false_discovery(np.where(hidden, np.nan, ratio.p))
    columns = round_significant(np.array([*rates, ratio.ratio, ratio.low, ratio.high, q]))
    figures = np.where(hidden, np.nan, columns).T.tolist()
    rows = [
        GroupRow(label, bool(hidden[i]), None if hidden[i] else int(counts[i]), *figures[i])
        for i, label in enumerate(labels)
    ]
    return tuple(sorted(rows, key=lambda one: (one.hidden, -np.nan_to_num(one.rate), one.label)))


def _state(rows: tuple[GroupRow, ...], *, settings: GroupSettings) -> tuple[Statement, ...]:
    shown = [one for one in rows if not one.hidden]
    if not shown:
        return (Statement("profile.groups_hidden"),)
    clear = [one for one in shown if one.q <= settings.discovery and one.ratio_low > 1]
    values = {"groups": len(shown), "clear": len(clear), "discovery": settings.discovery}
    if not clear:
        return (Statement("profile.groups_alike", values),)
    return (
        Statement("profile.groups", values),
        *(
            Statement(
                "profile.group",
                {
                    "group": one.label, "rate": one.rate, "per": settings.per,
                    "ratio": one.ratio, "low": one.ratio_low, "high": one.ratio_high,
                },
            )
            for one in clear[: settings.named]
        ),
    )  # fmt: skip
