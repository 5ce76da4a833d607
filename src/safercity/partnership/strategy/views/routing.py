"""Recording the route: steps taken, duties done."""

from __future__ import annotations

from itertools import groupby

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from safercity.partnership.common.following import What
from safercity.partnership.common.pages import page
from safercity.partnership.common.saving import (
    around_form,
    render_form,
    save_form,
    sent_fields,
    show_form,
)
from safercity.partnership.strategy import actions, queries, rules
from safercity.partnership.strategy.forms import DutyForm, MoveForm
from safercity.partnership.strategy.presenters.words import say


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.import_strategy)
def move(request, *, number: int):
    """The next step, with its day and who decided."""
    version = queries.get_version(number)
    onward = queries.get_route(version).after(version.step)
    form = MoveForm(
        sent_fields(request),
        steps=[(step.id, say(step.title)) for step in onward],
        deciding=[step.id for step in onward if step.decides],
        bodies=queries.list_deciders(version),
        initial={"version": version.version},
    )
    title, back = _("Record a step of %s") % version, _back(number)
    if request.method == "POST" and save_form(form, lambda: _move(request, version, form=form)):
        messages.success(request, _("Recorded."))
        return redirect(back)
    around = around_form(form, title, back=back, send=_("Record"))
    around["asked"] = list(_list_asked(version, onward))
    if not onward:
        around |= {"is_empty": True, "note": _("Its route is at its end: no step follows.")}
    return render_form(request, "strategy/move.html", around={**around, "number": number})


def _list_asked(version, onward):
    """Each next step with the duties that come before it: (its title, [(duty, title, day)])."""
    days = queries.find_duty_days(version)
    titles = {duty.id: say(duty.title) for duty in queries.get_route(version).duties}
    for step in onward:
        if step.asks:
            yield say(step.title), [(each, titles[each], days.get(each)) for each in step.asks]


def _move(request, version, *, form) -> bool:
    given = dict(form.cleaned_data)
    opened = given.pop("version")
    move = actions.Move(**given)
    effects = actions.move_version(version, move, opened=opened, by=request.viewer)
    _tell(request, effects)
    return True


def _tell(request, effects) -> None:
    """What came into the site, and each thing that somebody should look at."""
    looks = [effect.words for effect in effects if effect.what == What.LOOK]
    n = len(effects) - len(looks)
    if n:
        words = ngettext(
            "One thing that it names was brought in, changed or ended.",
            "%(n)d things that it names were brought in, changed or ended.",
            n,
        )
        messages.success(request, words % {"n": n})
    for words in looks:
        messages.warning(request, words)


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.import_strategy)
def show_effects(request, *, number: int):
    """What publishing will bring into the site; for a published version, what is lacking there."""
    version = queries.get_version(number)
    if version.step == "superseded":
        raise Http404(_("A later version has taken its place."))
    if request.method == "POST":
        _tell(request, actions.bring_in_named(version, by=request.viewer))
        return redirect("strategy:version", number=number)
    effects = queries.plan_publishing(version, today=timezone.localdate())
    groups = {name: list(rows) for name, rows in groupby(effects, lambda one: one.group)}
    around = {
        "version": version,
        "groups": groups,
        "count": len(effects),
        "may_bring": rules.bring_in_named.allowed(request.viewer, version.step),
    }
    return render(request, "strategy/effects.html", around)


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.import_strategy)
def record(request, *, number: int, duty: str):
    """A duty that was done on the way."""
    version = queries.get_version(number)
    known = {each.id: each for each in queries.get_route(version).duties}
    if duty not in known:
        raise Http404(_("The route knows no such duty."))
    form = DutyForm(sent_fields(request))
    if request.method == "POST" and form.is_valid():
        move = actions.Move(duty, **form.cleaned_data)
        actions.record_duty(version, move, by=request.viewer)
        messages.success(request, _("Recorded."))
        return redirect("strategy:version", number=number)
    return show_form(
        request, form, title=say(known[duty].title), back=_back(number), send=_("Record")
    )


def _back(number: int) -> str:
    return reverse("strategy:version", kwargs={"number": number})
