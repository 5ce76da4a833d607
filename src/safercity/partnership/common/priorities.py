"""What priorities are called: the room of the strategy tells the rooms below it, by their codes."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping

from safercity.partnership.common.viewers import Viewer

Tell = Callable[[Viewer, Collection[str] | None], Mapping[str, str]]

TELLERS: list[Tell] = []
NUMBERED = re.compile(r"([A-Z]?)(\d+)")


def tells_priorities(tell: Tell) -> Tell:
    """Mark the function that gives the title of each code, as far as the viewer may know it.

    Asked for None it gives all that are priorities today.
    """
    TELLERS.append(tell)
    return tell


def name_priorities(viewer: Viewer, codes: Collection[str] | None = None) -> dict[str, str]:
    """Code → "2 Serious violence", in the order of the codes. What has no number is its title
    alone; what nobody names, or the viewer may not know, is absent. Without `codes`: all of today.
    """
    titles: dict[str, str] = {}
    for tell in TELLERS:
        titles = {**tell(viewer, codes), **titles}
    return {code: say_priority(code, titles[code]) for code in sorted(titles, key=_in_order)}


def say_priority(code: str, title: str) -> str:
    """The title behind its number, where the code is one."""
    return f"{code} {title}" if NUMBERED.fullmatch(code) else title


def _in_order(code: str) -> tuple[bool, str, int]:
    """1, 2, 10, then S1, S2, S10, then names."""
    numbered = NUMBERED.fullmatch(code)
    return (False, numbered[1], int(numbered[2])) if numbered else (True, code, 0)
