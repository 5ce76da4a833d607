"""Nation and tier of the partnership, as oversight knows them, for the apps below it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

SAME = {"two_tier": "district"}  # districts and their county together: the district's law holds


@dataclass(frozen=True)
class NationAndTier:
    """As the statutory calendar has them: "england", "unitary"."""

    nation: str
    tier: str

    def agrees(self, nation: str, tier: str) -> bool:
        """Whether a strategy of this nation and tier is one of such a partnership."""
        return (self.nation, self.tier) in ((nation, tier), (nation, SAME.get(tier)))


Finder = Callable[[], NationAndTier | None]
FINDERS: list[Finder] = []


def offer_jurisdiction(finders: Sequence[Finder]) -> None:
    """Say which app knows it. Called once, by `config`, which alone knows every app."""
    FINDERS[:] = finders


def find_jurisdiction() -> NationAndTier | None:
    """What the partnership said of itself; None until somebody did."""
    return next((told for finder in FINDERS if (told := finder())), None)
