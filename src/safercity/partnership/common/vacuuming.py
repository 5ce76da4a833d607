"""Tables that PostgreSQL is to clean sooner: pages count their rows from an index alone.

That needs to know which rows everyone may see, which only a vacuum writes down: by itself it comes
once a fifth of a table has changed, and until then such a count opens the rows, in twice the time.
"""

from __future__ import annotations

from typing import Any

from django.db import migrations

SHARE = 0.02  # of the rows changed or added
SETTINGS = ("autovacuum_vacuum_scale_factor", "autovacuum_vacuum_insert_scale_factor")


def vacuum_sooner(table: str) -> migrations.RunPython:
    """The step of a migration that has the table cleaned once a fiftieth of it has changed."""
    chosen = ", ".join(f"{name} = {SHARE}" for name in SETTINGS)
    return migrations.RunPython(
        _on_postgresql(f"ALTER TABLE {table} SET ({chosen})"),
        _on_postgresql(f"ALTER TABLE {table} RESET ({', '.join(SETTINGS)})"),
    )


def _on_postgresql(sql: str) -> Any:
    def run(_apps: Any, schema_editor: Any) -> None:
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(sql)

    return run
