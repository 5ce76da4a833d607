"""Editing a draft: its parts changed, added and removed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from safercity.documents.strategy import StrategyFaulty
from safercity.documents.strategy.facets import name_part
from safercity.documents.strategy.removing import list_needing
from safercity.documents.strategy.walking import walk_values
from safercity.partnership.common.jurisdiction import find_jurisdiction
from safercity.partnership.common.pages import page
from safercity.partnership.common.rules import NotVisible
from safercity.partnership.common.saving import (
    FormPage,
    around_form,
    render_form,
    save_form,
    sent_fields,
)
from safercity.partnership.strategy import actions, presenters, queries, rules
from safercity.partnership.strategy.forms import (
    KINDS,
    ONCE,
    PartForm,
    RemoveForm,
    find_kind,
    may_go,
)


@require_safe
@page(rules.see_drafts)
def edit(request, *, number: int, is_around: bool = False):
    """What a draft sets out to do, or what it holds around that: all of it is changed from here."""
    version = _open(request, number)
    strategy = queries.read_content(version)
    around = {
        "version": version,
        "is_around": is_around,
        "lists": presenters.present_draft(strategy, is_around=is_around),
        "once": () if is_around else presenters.present_once(strategy),
    }
    return render(request, "strategy/edit.html", around)


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.see_drafts)
def change(request, *, number: int, part: str):
    """All that one part of a draft says."""
    version = _open(request, number)
    strategy = queries.read_content(version)
    held: Any = strategy.by_id.get(part)
    kind = find_kind(held)
    if kind is None:
        raise NotVisible(_("This version has no part called %s.") % part)
    form = _make(request, version, kind=kind, held=held)

    def act() -> str:
        actions.change_draft(
            version, part, changes=form.changes, opened=_opened(form), by=request.viewer
        )
        return part

    title = _("Change %(part)s") % {"part": name_part(strategy, part)}
    told = _tell(number, title, done=_("Saved."), kind=kind)
    return _answer(request, form, told=told, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.see_drafts)
def change_once(request, *, number: int, key: str):
    """The strategy itself, or what it has once: the vision, the consultation."""
    version = _open(request, number)
    if key not in ONCE:
        raise Http404(_("The strategy has nothing of this name."))
    strategy = queries.read_content(version)
    held = queries.find_once(strategy, key)
    form = _make(request, version, kind=ONCE[key], held=held)

    def act() -> str:
        actions.change_once(
            version, key, changes=form.changes, opened=_opened(form), by=request.viewer
        )
        if key == actions.WHOLE:
            _warn_of_place(request, version)
        return key

    told = _tell(number, ONCE[key].add, done=_("Saved."), kind=ONCE[key])
    return _answer(request, form, told=told, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.see_drafts)
def add(request, *, number: int, to: str, part: str = ""):
    """One part more: at the end of a list of the strategy, or of the part that holds it."""
    version = _open(request, number)
    holder = queries.read_content(version).by_id.get(part)
    name = type(holder).__name__ if part else ""
    if to not in KINDS or KINDS[to].holder != name:
        raise NotVisible(_("Nothing is added there."))
    form = _make(request, version, kind=KINDS[to])

    def act() -> str:
        new = {key: value for key, value in form.changes.items() if value is not None}
        return actions.add_to_draft(
            version,
            actions.Place(to, part),
            part={**{key: [] for key in KINDS[to].begins}, **new},
            opened=form.cleaned_data["version"],
            by=request.viewer,
        )

    told = _tell(number, KINDS[to].add, done=_("Added."), kind=KINDS[to], send=_("Add it"))
    return _answer(request, form, told=told, act=act)


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.see_drafts)
def remove(request, *, number: int, part: str):
    """A part taken out, once what goes with it was read."""
    version = _open(request, number)
    strategy = queries.read_content(version)
    held: Any = strategy.by_id.get(part)
    form = _make_removing(request, version, held=held)
    if not may_go(held) and (held is not None or request.method != "POST"):
        raise NotVisible(_("This version has no part called %s that can go.") % part)
    needing = list_needing(strategy, part) if held is not None else ()
    form.is_needed = not rules.do_without.allowed(request.viewer, needing=needing)

    def act() -> str:
        actions.remove_from_draft(version, part, opened=_opened(form), by=request.viewer)
        return _find_holder(strategy, part)

    title = _("Remove %(part)s?") % {"part": name_part(strategy, part)}
    told = _tell(number, title, done=_("Removed."), kind=find_kind(held), send=_("Remove it"))
    ties = presenters.tell_ties(strategy, held) if held is not None else ()
    return _answer(request, form, told=told, act=act, ties=ties)


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.see_drafts)
def remove_once(request, *, number: int, key: str):
    """What the strategy has once, taken out where it may have none."""
    version = _open(request, number)
    kind = ONCE.get(key)
    if kind is None or not kind.may_go:
        raise Http404(_("The strategy has nothing of this name that can go."))
    strategy = queries.read_content(version)
    held: Any = getattr(strategy, key)
    if held is None and request.method != "POST":
        raise NotVisible(_("This version has nothing of this name any more."))
    form = _make_removing(request, version, held=held)

    def act() -> str:
        actions.remove_once(version, key, opened=_opened(form), by=request.viewer)
        return ""

    title = _("Remove %(part)s?") % {"part": kind.add}
    told = _tell(number, title, done=_("Removed."), kind=kind, send=_("Remove it"))
    ties = presenters.tell_ties(strategy, held) if hasattr(held, "id") else ()
    return _answer(request, form, told=told, act=act, ties=ties)


def _find_holder(strategy, part: str) -> str:
    """The priority or organisation that a part stands under; "" for other parts."""
    for one in (*strategy.priorities, *strategy.organisations):
        if part in [each.id for _path, each in walk_values(one) if hasattr(each, "id")]:
            return str(one.id)
    return ""


def _warn_of_place(request, version) -> None:
    """Where the strategy is now of another nation or tier than the partnership, say so."""
    strategy = queries.read_content(version)
    if words := presenters.warn_of_place(strategy, find_jurisdiction()):
        messages.warning(request, words)


def _open(request, number: int):
    """The version, where it is a draft that this viewer may change."""
    version = queries.get_version(number)
    rules.change_draft(request.viewer, version.step, route=queries.get_route(version))
    return version


def _make(request, version, *, kind, held=None) -> PartForm:
    strategy = queries.read_content(version)
    initial = {"version": version.version}
    return PartForm(sent_fields(request), strategy=strategy, kind=kind, held=held, initial=initial)


def _make_removing(request, version, *, held) -> RemoveForm:
    stood = queries.mark_going(queries.read_content(version), held) if held is not None else ""
    initial = {"version": version.version, "stood": stood}
    return RemoveForm(sent_fields(request), initial=initial)


def _opened(form) -> actions.Opened:
    return actions.Opened(form.cleaned_data["version"], form.cleaned_data["stood"])


def _tell(number: int, title, *, done, kind, send="") -> FormPage:
    name = "strategy:edit-around" if kind and kind.is_around else "strategy:edit"
    back = reverse(name, kwargs={"number": number})
    return FormPage(title, send, done, back)


def _answer(request, form, *, told: FormPage, act, ties=()):
    """The form's page, or done and back to where the part stands: `act` gives its id."""

    def save() -> tuple[str] | None:
        try:
            return (act(),)
        except StrategyFaulty as error:
            form.add_faults(error)
            return None
        except actions.PartChanged as error:
            if isinstance(form, PartForm):
                error.told = form.list_differences(error.held)
            raise

    if made := save_form(form, save):
        messages.success(request, told.done)
        return redirect(told.back + (f"#p-{made[0]}" if made[0] else ""))
    around = around_form(form, told.title, back=told.back, send=told.send) | {"ties": ties}
    return render_form(request, "strategy/part.html", around=around)
