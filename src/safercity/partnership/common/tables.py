"""Every list also goes out as a file: `?format=csv` or `?format=xlsx`, filters and all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse

from safercity.documents.export.one_table import write_csv_table, write_xlsx_table
from safercity.documents.export.plain import Value
from safercity.partnership.common.limits import count_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MARKING = "marking"


def send_table(
    request: HttpRequest,
    name: str,
    *,
    columns: Sequence[str],
    rows: Iterable[Sequence[Value | date]],
) -> HttpResponse | None:
    """The list as the file that the address asks for; None where it asks for the page.

    `rows` must already be what this viewer may see: what is absent from the page is absent here.
    Each row ends with what the page is marked with, unless the list says it row by row itself.
    Errors: TooManyFiles for who took very many within a minute.
    """
    wanted = request.GET.get("format", "")
    if wanted not in ("csv", "xlsx"):
        return None
    count_file(request.viewer)  # type: ignore[attr-defined]
    heads, marks = [str(column) for column in columns], []
    if MARKING not in heads:
        heads, marks = [*heads, MARKING], [_tell_marking(request)]
    told = ([*map(_plain, row), *marks] for row in rows)
    if wanted == "csv":
        return _file(write_csv_table(heads, told), name + ".csv", kind="text/csv; charset=utf-8")
    return _file(write_xlsx_table(heads, told), name + ".xlsx", kind=XLSX)


def _tell_marking(request: HttpRequest) -> str:
    """Marking and handling in one cell; the site says how it finds them (config.middleware)."""
    find = getattr(request, "find_marked", None)
    marked = find() if find else None
    return marked.words if marked else ""


def _plain(value: Value | date) -> Value:
    return value.isoformat() if isinstance(value, date) else value


def _file(content: bytes, name: str, *, kind: str) -> HttpResponse:
    return HttpResponse(
        content,
        content_type=kind,
        headers={
            "Content-Disposition": f'attachment; filename="{name}"',
            "X-Content-Type-Options": "nosniff",
        },
    )
