"""Where the site keeps its rows: a file of the workspace, or PostgreSQL by address."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

from safercity.evidence.errors import SaferCityError

SQLITE_TIMEOUT_SECONDS = 20  # foundation 13
KEPT_SECONDS = 60  # a connection


class UnknownDatabase(SaferCityError):
    """The address of the database is not one that this site can use."""

    exit_code = 91
    advice = (
        "Leave DATABASE_URL out for SQLite, or give postgresql://{user}:{password}@{host}/{name}."
    )


def read_database(url: str | None, *, file: Path) -> dict[str, Any]:
    """Django's entry for an address; SQLite in `file` without one. Errors: UnknownDatabase."""
    if not url:
        return _sqlite(file)
    parts = urlsplit(url)
    if parts.scheme not in ("postgres", "postgresql"):
        raise UnknownDatabase(f"DATABASE_URL begins with {parts.scheme or url[:12]!r}.")
    if not parts.path.strip("/"):
        raise UnknownDatabase("DATABASE_URL names no database.")
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(parts.path.lstrip("/")),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": unquote(parts.hostname or ""),
        "PORT": str(parts.port or ""),
        "OPTIONS": dict(parse_qsl(parts.query)),
        "CONN_MAX_AGE": KEPT_SECONDS,
        "CONN_HEALTH_CHECKS": True,
    }


def _sqlite(file: Path) -> dict[str, Any]:
    return {
        "ENGINE": "django.db.backends.sqlite3",
        "NAME": str(file),
        "CONN_MAX_AGE": KEPT_SECONDS,  # to open it takes 2 ms of every page
        "OPTIONS": {
            "timeout": SQLITE_TIMEOUT_SECONDS,
            "transaction_mode": "IMMEDIATE",  # a reader that turns writer would fail at once
            "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
        },
    }
