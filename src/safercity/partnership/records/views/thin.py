"""Saying of a thin month that it is whole, and taking that back."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from safercity.partnership.common.pages import page
from safercity.partnership.records import actions, forms, presenters, rules
from safercity.partnership.records.views.opening import is_made_up, open_source


@require_POST
@page(rules.see_records)
def say_whole(request, *, name):
    """Say that a month is whole: its warning goes, and comes again once that is taken back."""
    workspace, source = open_source(request, name)
    rules.load_source(request.viewer, source, made_up=is_made_up(workspace))
    form = forms.WholeForm(request.POST)
    if not form.is_valid():
        raise Http404
    given = form.cleaned_data
    month, rows = given["month"], given["rows"]
    act, told = (
        (actions.take_back_whole, _("Taken back: %(month)s may not be whole."))
        if given["back"]
        else (actions.say_whole, _("Saved: %(month)s is whole."))
    )
    act(workspace, source, month=month, rows=rows, by=request.viewer)
    period = presenters.write_period(month, months=source.shape.period_months)
    messages.success(request, told % {"month": period})
    return redirect("records:source", name=name)
