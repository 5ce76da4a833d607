"""Recording the route: steps taken, duties done."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from safercity.partnership.common.pages import page
from safercity.partnership.strategy import actions, queries, rules
from safercity.partnership.strategy.forms import DutyForm, MoveForm
from safercity.partnership.strategy.presenters.whole import say


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.import_strategy)
def move(request, *, number: int):
    """The next step, with its day and who decided."""
    version = queries.get_version(number)
    steps = [(step.id, say(step.title)) for step in queries.get_route(version).after(version.step)]
    form = MoveForm(request.POST or None, steps=steps, initial={"version": version.version})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        opened = given.pop("version")
        actions.move_version(version, actions.Move(**given), opened=opened, by=request.viewer)
        messages.success(request, _("Recorded."))
        return redirect("strategy:version", number=number)
    title = _("Record a step of %s") % version
    return render(request, "common/form.html", _around(form, title=title, number=number))


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.import_strategy)
def record(request, *, number: int, duty: str):
    """A duty that was done on the way."""
    version = queries.get_version(number)
    known = {each.id: each for each in queries.get_route(version).duties}
    if duty not in known:
        raise Http404(_("The route knows no such duty."))
    form = DutyForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        move = actions.Move(duty, **form.cleaned_data)
        actions.record_duty(version, move, by=request.viewer)
        messages.success(request, _("Recorded."))
        return redirect("strategy:version", number=number)
    return render(
        request, "common/form.html", _around(form, title=say(known[duty].title), number=number)
    )


def _around(form, *, title: str, number: int) -> dict[str, object]:
    back = reverse("strategy:version", kwargs={"number": number})
    return {"form": form, "title": title, "send": _("Record"), "back": back}
