"""Every list also goes out as a file: `?format=csv` or `?format=xlsx`, filters and all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from django.http import HttpRequest, HttpResponse

from safercity.documents.export.one_table import write_csv_table, write_xlsx_table
from safercity.documents.export.plain import Value

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def send_table(
    request: HttpRequest,
    name: str,
    *,
    columns: Sequence[str],
    rows: Iterable[Sequence[Value | date]],
) -> HttpResponse | None:
    """The list as the file that the address asks for; None where it asks for the page.

    `rows` must already be what this viewer may see: what is absent from the page is absent here.
    """
    wanted = request.GET.get("format", "")
    heads = [str(column) for column in columns]
    told = ([_plain(value) for value in row] for row in rows)
    if wanted == "csv":
        return _file(write_csv_table(heads, told), name + ".csv", kind="text/csv; charset=utf-8")
    if wanted == "xlsx":
        return _file(write_xlsx_table(heads, told), name + ".xlsx", kind=XLSX)
    return None


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
