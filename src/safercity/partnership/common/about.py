"""Which things someone means who types an id, an address or words of a title."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import Any
from urllib.parse import unquote, urlsplit
from uuid import UUID

from django.db.models import QuerySet, TextField
from django.db.models.functions import Cast
from django.urls import Resolver404, resolve

from safercity.partnership.common.hits import has_words, hold_words
from safercity.partnership.common.subjects import (
    LISTED,
    ROWS,
    THING_ROWS,
    Rows,
    Subject,
    list_rows,
)
from safercity.partnership.common.things import KEPT, Kept
from safercity.partnership.common.viewers import Viewer

ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
MOST = 100  # things that words may name: who means more writes more words


def find_meant(viewer: Viewer, asked: str) -> list[UUID]:
    """The ids of what is meant, at most MOST; of addresses and words only what the viewer may see.

    An id is taken as it is, in an address too.
    """
    ids = [UUID(found) for found in ID.findall(asked)]
    if ids:
        return ids[:MOST]
    path = _read_path(asked) if "/" in asked else ""
    found = _find_at(viewer, path) if _match(path) else _find_by_words(viewer, asked)
    return [one.key for one in found][:MOST]


def find_kept(viewer: Viewer, keys: Collection[UUID]) -> Iterator[tuple[Kept, list[str]]]:
    """The names under which acts on other things keep some of these."""
    for kept in KEPT.values():
        listed = kept.list_named(viewer).items()
        if names := [name for name, one in listed if one.key in keys]:
            yield kept, names


def may_open(viewer: Viewer, address: str) -> bool:
    """Whether the page's own rule lets the viewer in, as far as it asks nothing of the thing."""
    match = _match(urlsplit(address).path)
    rule = getattr(match.func, "rule", None) if match else None
    return bool(match) and (rule is None or rule.allowed(viewer))


def _read_path(asked: str) -> str:
    try:
        return urlsplit(asked.strip()).path
    except ValueError:  # "http://[": no address, though it begins as one
        return ""


@lru_cache(maxsize=1024)
def _match(path: str) -> Any:
    try:
        return resolve(path) if path else None
    except Resolver404:
        return None


def _find_at(viewer: Viewer, path: str) -> list[Subject]:
    """What has its page at the address, or the page that the address lies under."""
    names = [str(value) for value in _match(path).kwargs.values()]
    named = {
        kind: _annotate(rows.find(viewer, _all(viewer, rows)), rows).filter(page_name__in=names)
        for kind, rows in (ROWS | THING_ROWS).items()
        if rows.named_by != "pk"
    }
    found = [*list_rows(viewer, named, most=MOST), *_list(viewer)]
    return [one for one in found if unquote(path).startswith(unquote(one.address))]


def _find_by_words(viewer: Viewer, words: str) -> list[Subject]:
    if not words.split():
        return []
    titled = {
        kind: rows.find(viewer, _all(viewer, rows)).filter(hold_words(words, rows.title))
        for kind, rows in (ROWS | THING_ROWS).items()
    }
    listed = [one for one in _list(viewer) if has_words(words, one.title)]
    return [*listed, *list_rows(viewer, titled, most=MOST)]


def _list(viewer: Viewer) -> Iterator[Subject]:
    for list_all in LISTED.values():
        yield from list_all(viewer)
    for kept in KEPT.values():
        yield from kept.list_named(viewer).values()


def _all(viewer: Viewer, rows: Rows) -> QuerySet:
    """The ids of all rows of a kind, seen or not: what finds them leaves out what is not."""
    return rows.find(viewer, []).model._default_manager.values("pk")


def _annotate(found: QuerySet, rows: Rows) -> QuerySet:
    return found.annotate(page_name=Cast(rows.named_by, TextField()))
