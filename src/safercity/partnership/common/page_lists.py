"""Pages about one thing: each list on them goes out as a file too, and so does the history."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from safercity.documents.export.plain import Cell
from safercity.partnership.common.tables import send_table
from safercity.partnership.common.things import find_things
from safercity.partnership.common.viewers import Viewer

HISTORY = "history"


class PageList(NamedTuple):
    """A list of a page as a file: its columns, and the rows that this viewer sees there.

    `file`: what the file is called, where the list's own name says too little.
    """

    columns: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    file: str = ""


def render_or_send(
    request: HttpRequest,
    template: str,
    *,
    around: Mapping[str, Any],
    lists: Mapping[str, PageList] | None = None,
) -> HttpResponse:
    """The page; or, with `?format=`, the one of its lists that `?list=` names: else the first.

    Where `around` has a history, that is a list as well. What is absent from the page is absent
    here: a list that the viewer does not see there answers 404.
    """
    offered = dict(lists or {})
    if around.get("history"):
        offered[HISTORY] = _list_acts(request, around["history"])
    if "format" in request.GET and offered:
        name = request.GET.get("list") or next(iter(offered))
        if name not in offered:
            raise Http404(_("This page has no such list."))
        columns, rows, file = offered[name]
        if sent := send_table(request, file or name, columns=columns, rows=rows):
            return sent
    return render(request, template, {**around})


def _list_acts(request: HttpRequest, history: Iterable[Any]) -> PageList:
    columns = ("when", "what", "who", "changes")
    viewer = getattr(request, "viewer", None)
    rows = (
        (entry.at, _(entry.verb), _name_who(entry), changes)
        for entry, changes in tell_acts(history, viewer)
    )
    return PageList(columns, rows)


def _name_who(entry: Any) -> str:
    return (entry.by_name or _("forgotten")) if entry.by else _("the system")


def tell_acts(history: Iterable[Any], viewer: Viewer | None) -> Iterator[tuple[Any, str]]:
    """Each act of a history with its changes in words: what they name as far as it may be seen."""
    told = list(history)
    named = {pair for entry in told for pair in entry.named}
    names = find_things(viewer, named) if viewer and named else {}
    for entry in told:
        yield entry, entry.tell(names)
