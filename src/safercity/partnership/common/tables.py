"""Every list also goes out as a file: `?format=csv` or `?format=xlsx`, filters and all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from safercity.documents.export.one_table import write_csv_table, write_xlsx_table
from safercity.documents.export.plain import Cell, Value
from safercity.partnership.common.limits import count_file

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
MARKING, DATA_TO = "marking", "data_to"
Table = tuple[list[str], Iterable[list[Cell]]]


def send_table(
    request: HttpRequest,
    name: str,
    *,
    columns: Sequence[str],
    rows: Iterable[Sequence[Cell]],
) -> HttpResponse | None:
    """The list as the file that the address asks for; None where it asks for the page.

    `rows` must already be what this viewer may see: what is absent from the page is absent here.
    Each row ends with how far the records behind it run, where the page says so to this viewer, and
    with what the page is marked with; unless the list says it row by row itself.
    Errors: TooManyFiles for who took very many within a minute.
    """
    wanted = request.GET.get("format", "")
    if wanted not in ("csv", "xlsx"):
        return None
    count_file(request.viewer)  # type: ignore[attr-defined]
    local = ([*map(_local, row)] for row in rows)
    heads, told = _add_to_all(request, [str(column) for column in columns], rows=local)
    if wanted == "csv":
        plain = ([*map(_plain, row)] for row in told)
        return _file(write_csv_table(heads, plain), name + ".csv", kind="text/csv; charset=utf-8")
    return _file(write_xlsx_table(heads, told), name + ".xlsx", kind=XLSX)


def _add_to_all(request: HttpRequest, heads: Sequence[str], *, rows: Iterable[list[Cell]]) -> Table:
    """The columns that say the same in every row, where the list lacks them: marking last."""
    ends = [] if MARKING in heads else [_tell_marking(request)]
    full = [*heads, MARKING] if ends else [*heads]
    find = getattr(request, "find_data_to", None)
    data_to = find() if find and DATA_TO not in heads else ""
    told = ([*row, *ends] for row in rows)
    if not data_to:
        return full, told
    at = full.index(MARKING)
    return [*full[:at], DATA_TO, *full[at:]], ([*row[:at], data_to, *row[at:]] for row in told)


def _tell_marking(request: HttpRequest) -> str:
    """Marking and handling in one cell; the site says how it finds them (config.middleware)."""
    find = getattr(request, "find_marked", None)
    marked = find() if find else None
    return marked.words if marked else ""


def _local(value: Cell) -> Cell:
    return timezone.localtime(value) if isinstance(value, datetime) else value


def _plain(value: Cell) -> Value:
    if isinstance(value, datetime):
        return value.isoformat(" ", "seconds")
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
