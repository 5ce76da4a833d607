"""How an app's file says who may open its addresses, independently of the app's own rules.

Each file here has `EXPECTED: dict[view name, Access]`. A new address without an entry fails.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

EVERYONE = frozenset(
    "analyst manager officer elsewhere chair board_member link_officer administrator"
    " auditor".split()
)  # who holds a post; `elsewhere` is an officer of another agency
NO_ONE = frozenset()


def no_arguments(people) -> dict[str, Any]:
    return {}


@dataclass(frozen=True)
class Access:
    """Who gets an answer (200, or the redirect that follows a form) and what others get.

    `make` puts what the address needs into the database, belonging to the council and its
    officer, and gives the address's arguments. `method` and `data`: for addresses that only write.
    """

    who: frozenset[str] = EVERYONE
    others: int = 403
    postless: int = 403
    strangers: int = 302  # to the sign-in page; 200, 401 or 404 where nothing is signed in to
    make: Callable[[Any], dict[str, Any]] = no_arguments
    method: str = "get"
    data: Callable[[Any], dict[str, Any]] = field(default=no_arguments)
    answers: frozenset[int] = frozenset({200, 302})
