"""What one page asks twice is asked of the database once."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from inspect import unwrap
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


def recall(question: Any) -> Any:
    """What this page was told before; None where it was not, or where answers are not kept."""
    kept = _answers.get()
    return None if kept is None else kept.get(question)


def keep(question: Any, answer: Any) -> None:
    """Keep an answer until the page ends, where answers are kept at all."""
    kept = _answers.get()
    if kept is not None:
        kept[question] = answer


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


def tell_once(read: Callable[..., Any], answer: Any) -> None:
    """Answer what `once_a_page` reads without arguments, from a statement that told it too."""
    keep((unwrap(read), (), ()), answer)
