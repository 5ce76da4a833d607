"""The Board chair's page."""

from __future__ import annotations

from django.shortcuts import render
from django.views.decorators.http import require_safe

from safercity.partnership.common.pages import page
from safercity.partnership.oversight import rules
from safercity.partnership.oversight.presenters.board import present_board


@require_safe
@page(rules.see_oversight)
def show_board(request):
    """Is it working, who is accountable, what needs a decision."""
    return render(request, "oversight/board.html", {"page": present_board()})
