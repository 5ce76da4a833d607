"""What one page asks twice is asked of the database once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, TypeVar

Read = TypeVar("Read", bound=Callable[..., Any])
_answers: ContextVar[dict[Any, Any] | None] = ContextVar("answers", default=None)


@contextmanager
def keep_answers() -> Iterator[None]:
    """Keep answers until the context ends. For requests that only read."""
    token = _answers.set({})
    try:
        yield
    finally:
        _answers.reset(token)


def once_a_page(read: Read) -> Read:
    """Answer the second question of a page from the first. Arguments must be hashable."""

    @wraps(read)
    def asked(*args: Any, **kwargs: Any) -> Any:
        kept = _answers.get()
        if kept is None:
            return read(*args, **kwargs)
        question = (read, args, tuple(sorted(kwargs.items())))
        if question not in kept:
            kept[question] = read(*args, **kwargs)
        return kept[question]

    return asked  # type: ignore[return-value]
