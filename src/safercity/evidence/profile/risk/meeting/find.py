"""Where two measures meet: local bivariate association, tested by dealing other areas' figures."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from safercity.evidence.findings import Basis, refuse_activity
from safercity.evidence.profile.checks import check_labels
from safercity.evidence.profile.errors import ComparisonUnusable, CountsUnusable
from safercity.evidence.profile.risk.meeting.dealing import (
    TIE,
    chance_of_sum,
    count_ways,
    deal_all,
    deal_positions,
)
from safercity.evidence.profile.risk.meeting.found import (
    Meeting,
    MeetingRow,
    MeetingSettings,
    PairOfMeasures,
    Quadrant,
)
from safercity.evidence.profile.risk.meeting.telling import limit_meeting, state_meeting
from safercity.evidence.runs import Run
from safercity.evidence.statistics import (
    adjust_for_false_discovery,
    mid_ranks,
    round_significant,
)

METHOD = "A meeting of two measures"
FEWEST_AREAS = 8
PURPOSE, PURPOSE_ALL = 5404, 5405
STEP = 200


@dataclass(frozen=True)
class _Known:
    """The areas with both figures, standardised (n,); `links`: each area's neighbours among them.
    An area without any holds its figures, which are dealt to others, and is not `tested` (n,)."""

    labels: tuple[str, ...]
    first: np.ndarray
    second: np.ndarray
    links: list[np.ndarray]

    @property
    def tested(self) -> np.ndarray:
        return np.array([one.size > 0 for one in self.links])


def find_meeting(
    pair: PairOfMeasures, *, basis: Basis, run: Run, settings: MeetingSettings | None = None
) -> Meeting:
    """Areas that are high by one measure amid neighbours that are high by the other.

    Local bivariate Moran, (n - 1) x zx x mean of the neighbours' zy / sum of zx^2 (Anselin, Syabri
    & Smirnov 2002); its chance by conditional permutation: the area keeps its own figures, the
    second measure of all other areas is dealt to its neighbours (every way where there are few,
    else seeded deals); Benjamini-Hochberg over the areas. Beside it Lee's L (Lee, Journal of
    Geographical Systems 3, 2001), which smooths both measures over the area with its neighbours.
    Limits: says that the surroundings are unusual, not that one measure causes the other; "high" is
    above the mean. Errors: `CountsUnusable`; `ComparisonUnusable`, for too few areas or
    neighbours, or a measure that is the same everywhere; `ActivityAsked`.
    """
    settings = settings or MeetingSettings()
    refuse_activity(basis, METHOD)
    known = _read(pair)
    lag = _mean_around(known.second, known.links)
    p, exact = _test(known, run=run, settings=settings)
    q = adjust_for_false_discovery(p)
    rows = _tell_rows(known, lag, chance=np.stack([p, q, exact]), settings=settings)
    told = {one.label for one in rows}
    untested = tuple(label for label in pair.labels if label not in told)
    moran = float(round_significant(float((known.first * lag)[known.tested].mean())))
    meeting = Meeting(
        rows,
        moran,
        _test_all(known, moran, run=run, settings=settings),
        float(round_significant(float(np.mean([one.lee for one in rows])))),
        _correlate(known),
        untested,
        pair.names,
        statements=(),
        limits=limit_meeting(untested, basis=basis, settings=settings),
        settings=settings,
    )
    return state_meeting(meeting)


def _read(pair: PairOfMeasures) -> _Known:
    first, second = (np.asarray(one, dtype=float) for one in (pair.first, pair.second))
    check_labels(pair.labels, first, what=METHOD)
    if first.shape != second.shape or len(pair.neighbours) != len(first):
        raise CountsUnusable(
            f"{METHOD}: {first.size} first figures, {second.size} second ones, neighbours of "
            f"{len(pair.neighbours)} areas."
        )
    if np.isinf(first).any() or np.isinf(second).any():
        raise CountsUnusable(f"{METHOD}: a figure is infinite.")
    told = ~np.isnan(first + second)
    position = np.cumsum(told) - 1
    links = [_read_links(pair, at, told=told) for at in range(len(first))]
    tested = sum(bool(told[at] and links[at].size) for at in range(len(first)))
    if tested < FEWEST_AREAS:
        raise ComparisonUnusable(
            f"{METHOD}: {tested} areas have both figures and a neighbour that has them; "
            f"{FEWEST_AREAS} are needed.",
            advice="Give more areas, or neighbours from a wider distance.",
        )
    return _Known(
        tuple(label for label, one in zip(pair.labels, told.tolist(), strict=True) if one),
        _standardise(first[told], name=pair.names[0]),
        _standardise(second[told], name=pair.names[1]),
        [position[links[at]] for at in np.flatnonzero(told)],
    )


def _read_links(pair: PairOfMeasures, at: int, *, told: np.ndarray) -> np.ndarray:
    """The neighbours of an area that have both figures. Errors: `CountsUnusable`."""
    links = np.array(list(pair.neighbours[at]), dtype=np.int64)
    wrong = (links < 0) | (links >= len(pair.labels)) | (links == at)
    if wrong.any() or len(np.unique(links)) != links.size:
        raise CountsUnusable(
            f"{METHOD}: neighbours of {pair.labels[at]} are {links.tolist()}; they are other "
            f"areas' positions from 0 to {len(pair.labels) - 1}, each once.",
            advice="Give positions of other areas, each once.",
        )
    return links[told[links]]


def _standardise(values: np.ndarray, *, name: str) -> np.ndarray:
    spread = float(values.std())
    if spread <= 1e-10 * float(np.abs(values).max()):
        raise ComparisonUnusable(
            f"{METHOD}: {name} is the same in all {values.size} areas.",
            advice="Ask of measures that differ between areas.",
        )
    return (values - values.mean()) / spread


def _mean_around(values: np.ndarray, links: list[np.ndarray]) -> np.ndarray:
    """The mean of each area's neighbours, NaN for one without any."""
    means = [values[one].mean() if one.size else np.nan for one in links]
    return np.array(means)


def _test(known: _Known, *, run: Run, settings: MeetingSettings) -> tuple[np.ndarray, np.ndarray]:
    """Chance of each area's surroundings (n,), and whether every way was counted."""
    number = len(known.labels)
    sizes = [one.size for one in known.links]
    many = [k for k in sizes if k and count_ways(number - 1, k) > settings.permutations]
    dealt = None
    if many:
        dealt = deal_positions(
            run.generator(PURPOSE), number=number - 1, most=max(many), times=settings.permutations
        )
    p, exact = np.full(number, np.nan), np.zeros(number, dtype=bool)
    for at, links in enumerate(known.links):
        if at % STEP == 0:
            run.step("meeting of measures", at, number)
        if not links.size:
            continue
        others = np.delete(known.second, at)
        exact[at] = count_ways(number - 1, links.size) <= settings.permutations
        if exact[at] or dealt is None:
            sums = deal_all(others, links.size)
        else:
            sums = others[dealt[:, : links.size]].sum(axis=1)
        own = float(known.second[links].sum())
        p[at] = chance_of_sum(own, sums, exact=bool(exact[at]))
    return p, exact


def _test_all(known: _Known, moran: float, *, run: Run, settings: MeetingSettings) -> float:
    """Two-sided chance of the association of all areas, the second measure dealt anew."""
    draws = run.generator(PURPOSE_ALL)
    # Each area's second figure counts once in every neighbour's mean: its share of the sum.
    share = np.zeros(len(known.labels))
    for at, links in enumerate(known.links):
        share[links] += known.first[at] / max(1, links.size)
    times = min(settings.permutations, 999)
    dealt = [(share * draws.permutation(known.second)).sum() for _ in range(times)]
    return chance_of_sum(moran, np.array(dealt) / known.tested.sum(), exact=False)


def _tell_rows(
    known: _Known, lag: np.ndarray, *, chance: np.ndarray, settings: MeetingSettings
) -> tuple[MeetingRow, ...]:
    p, q, exact = chance
    number, size = len(known.labels), (known.first**2).sum()
    moran = round_significant((number - 1) * known.first * lag / size)
    own = [np.append(one, at) for at, one in enumerate(known.links)]
    lee = round_significant(_mean_around(known.first, own) * _mean_around(known.second, own))
    return tuple(
        MeetingRow(
            label, float(moran[i]), float(lee[i]), float(p[i]), float(q[i]), bool(exact[i]),
            _quadrant(float(known.first[i]), float(lag[i])),
            bool(q[i] <= settings.discovery), bool(known.second[i] > TIE),
        )
        for i, label in enumerate(known.labels)
        if known.tested[i]
    )  # fmt: skip


def _quadrant(first: float, around: float) -> Quadrant:
    if min(abs(first), abs(around)) < TIE:
        return "none"
    if first > 0:
        return "high_high" if around > 0 else "high_low"
    return "low_high" if around > 0 else "low_low"


def _correlate(known: _Known) -> float:
    """Spearman's correlation of ranks in the areas themselves."""
    ranks = [mid_ranks(one) for one in (known.first, known.second)]
    one, other = (each - each.mean() for each in ranks)
    return float(
        round_significant((one * other).sum() / ((one**2).sum() * (other**2).sum()) ** 0.5)
    )
