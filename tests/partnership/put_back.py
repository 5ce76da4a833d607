"""What many tests begin from: made once a process by the site's own actions, then put back as rows.

The actions take longer than most tests, and hundreds of tests begin alike.
"""

from __future__ import annotations

import pickle
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from django.apps import apps
from django.db import connection
from django.utils import timezone

Made = TypeVar("Made")


@dataclass(frozen=True)
class Table:
    """The rows of one table, as the database gives and takes them."""

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]


@dataclass(frozen=True)
class Kept:
    """What a maker wrote and what it gave back."""

    tables: list[Table]
    made: bytes


_KEPT: dict[tuple[Any, ...], Kept] = {}


def put_back(make: Callable[..., Made], *on: Any, key: Hashable = None) -> Made:
    """What `make(*on)` gives, and its rows in the database.

    `key`: what the rows differ by. They are made anew on another day, and where something was done
    in this database already.
    """
    from safercity.partnership.audit.models import Act

    known = (make.__module__, make.__qualname__, timezone.localdate(), key)
    if Act.objects.exists():
        return make(*on)
    if known not in _KEPT:
        before = {table.name: table for table in _read_tables()}
        made = make(*on)
        after = {table.name: table for table in _read_tables()}
        assert all(after.get(name) == table for name, table in before.items()), "rows were changed"
        tables = [table for name, table in after.items() if name not in before]
        _KEPT[known] = Kept(tables, pickle.dumps(made))
        return made
    with connection.cursor() as cursor:
        for table in _KEPT[known].tables:
            columns, values = ", ".join(table.columns), ", ".join(["%s"] * len(table.columns))
            put = f"INSERT INTO {table.name} ({columns}) VALUES ({values})"
            cursor.executemany(put, table.rows)
    return pickle.loads(_KEPT[known].made)


def _read_tables() -> list[Table]:
    """Those that have rows."""
    found = []
    with connection.cursor() as cursor:
        for model in apps.get_models(include_auto_created=True):
            name = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT * FROM {name}")
            columns = tuple(connection.ops.quote_name(column[0]) for column in cursor.description)
            if rows := [tuple(map(_as_sent, row)) for row in cursor.fetchall()]:
                found.append(Table(name, columns, rows))
    return found


def _as_sent(value: Any) -> Any:
    """JSON comes out of PostgreSQL as what it says, and goes in with its kind named."""
    if isinstance(value, (dict, list)):
        from psycopg.types.json import Jsonb

        return Jsonb(value)
    return value


def put_back_demonstration(folder: Path) -> None:
    """The demonstration's partnership, over the workspace that the settings name; `folder`: where
    its accounts are told."""
    from django.conf import settings

    from safercity.partnership.config.demonstration import make_partnership

    put_back(make_partnership, folder, key=settings.SAFERCITY.workspace)
