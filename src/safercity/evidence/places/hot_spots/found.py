"""Hot spots as a finding: what was tested, what stands out, and the count beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from safercity.evidence.findings import Caption, Column, Statement, Table, draw_bars, plain, say_all
from safercity.evidence.places.hot_spots.judge import COLD, HOT, NEITHER, UNTESTED, Judged
from safercity.evidence.places.hot_spots.settings import HotSpotSettings
from safercity.evidence.places.hot_spots.words import MESSAGES
from safercity.evidence.statistics import exceedance, round_significant

STATE_WORDS = {HOT: "hot", COLD: "cold", NEITHER: "not", UNTESTED: "not tested"}
DRAWN = 20
LONE_RATIO, LONE_DEVIATIONS, LONE_CHANCE = 3.0, 4.0, 0.05

COLUMNS = (
    Column("place", "Place"),
    Column("state", "Hot or cold"),
    Column("count", "Count here", "count"),
    Column("local_count", "Count here and next door", "count"),
    Column("local_places", "Places that is", "count"),
    Column("expected", "If spread evenly", "figure"),
    Column("gi_star", "Gi*", "figure"),
    Column("p", "p", "figure"),
    Column("q", "p, adjusted for the number tested", "figure"),
)


@dataclass(frozen=True)
class HotSpots:
    """`labels` (n) of the places, `own` (n) their counts, `judged` the tests (all n vectors)."""

    labels: tuple[Any, ...]
    own: np.ndarray
    judged: Judged
    settings: HotSpotSettings
    statements: tuple[Statement, ...] = field(default=())
    limits: tuple[Statement, ...] = field(default=())

    @property
    def tested(self) -> int:
        """How many places were tested."""
        return int((self.judged.states != UNTESTED).sum())

    @property
    def expected(self) -> np.ndarray:
        """What an even spread puts into each neighbourhood, (n,)."""
        return round_significant(self.judged.gi.sizes * self.judged.gi.mean)

    def positions(self, state: int) -> np.ndarray:
        """Positions of the places in a state (HOT, COLD), the furthest from an even spread first;
        ties by position."""
        where = np.flatnonzero(self.judged.states == state)
        height = round_significant(np.abs(self.judged.gi.z[where]))
        return where[np.argsort(-height, kind="stable")]

    def lone(self) -> int | None:
        """The position of the highest count of a single place, where it stands alone.

        That is: no hot spot, at least 3 times the mean of its neighbours, 4 standard deviations
        above the mean of all, and as a count too high for chance even as the highest of so many.
        """
        if self.tested == 0:
            return None
        own, gi = round_significant(self.own), self.judged.gi
        at = int(np.nanargmax(own))
        if self.judged.states[at] not in (NEITHER, COLD):
            return None
        beside = (gi.sums[at] - own[at]) / (gi.sizes[at] - 1)
        is_high = own[at] >= max(LONE_RATIO * beside, gi.mean + LONE_DEVIATIONS * np.nanstd(own))
        chance = float(exceedance(own[at], np.array(gi.mean))) * gi.number
        is_count = own[at] == np.floor(own[at])
        return at if is_high and (chance <= LONE_CHANCE or not is_count) else None

    def explain(self) -> str:
        """One paragraph in English."""
        return say_all(self.statements, MESSAGES)

    def table(self) -> Table:
        """Every place in order of position, tested or not."""
        judged = self.judged
        floats = [self.own, judged.gi.sums, self.expected, judged.gi.z, judged.p, judged.q]
        own, local, expected, z, p, q = (
            [plain(one) for one in round_significant(each)] for each in floats
        )
        states = [STATE_WORDS[int(state)] for state in judged.states]
        sizes = judged.gi.sizes.tolist()
        columns = (self.labels, states, own, local, sizes, expected, z, p, q)
        return Table("hot_spots", COLUMNS, tuple(zip(*columns, strict=True)))

    def chart(self) -> dict[str, Any]:
        """The strongest hot spots with what is in and next to them."""
        rows = [
            {
                "place": str(self.labels[at]),
                "count": plain(float(round_significant(self.judged.gi.sums[at]))),
            }
            for at in self.positions(HOT)[:DRAWN]
        ]
        number = int((self.judged.states == HOT).sum())
        title = f"{number:,} of {self.tested:,} places stand out"
        about = "Records in each of the strongest hot spots and the places next to it, as bars."
        return draw_bars(rows, Caption(title, about), name="place", value="count")
