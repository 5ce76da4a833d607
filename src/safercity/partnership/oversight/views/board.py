"""The Board chair's page."""

from __future__ import annotations

from django.shortcuts import render
from django.views.decorators.http import require_safe

from safercity.partnership.common.pages import page
from safercity.partnership.common.tables import send_table
from safercity.partnership.oversight import rules
from safercity.partnership.oversight.presenters.board import COLUMNS, list_rows, present_board


@require_safe
@page(rules.see_oversight)
def show_board(request):
    """Is it working, who is accountable, what needs a decision."""
    shown = present_board()
    if file := send_table(request, "for-the-board", columns=COLUMNS, rows=list_rows(shown)):
        return file
    return render(request, "oversight/board.html", {"page": shown})
