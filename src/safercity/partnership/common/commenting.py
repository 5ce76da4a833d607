"""Comments on the pages of apps that stand below the one that keeps them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from safercity.partnership.common.subjects import Pair
from safercity.partnership.common.viewers import Viewer

ReadComments = Callable[..., Any]
READERS: list[ReadComments] = []


def offer_comments(readers: list[ReadComments]) -> None:
    """Say who reads the comments on an object. Called by `config`."""
    READERS[:] = readers


def read_offered_comments(viewer: Viewer, *, of: Pair, at: str = "") -> Any:
    """What notes/_notes.html shows of an object; None where no app keeps comments.

    The page has asked its own rule already.
    """
    return next((read(viewer, of=of, at=at) for read in READERS), None)
