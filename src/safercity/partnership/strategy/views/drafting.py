"""Bringing a strategy in, and changing a draft."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from safercity.documents.strategy import Fault, StrategyFaulty
from safercity.documents.strategy.facets import name_part
from safercity.partnership.common.pages import page
from safercity.partnership.common.rules import NotVisible
from safercity.partnership.common.saving import (
    render_form,
    save_form,
    sent_fields,
    sent_files,
    show_form,
)
from safercity.partnership.strategy import actions, queries, rules
from safercity.partnership.strategy.forms import ImportForm, PartForm


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.import_strategy)
def bring_in(request):
    """A strategy that is offered, or a file, becomes the next version; or every fault is shown."""
    offers = queries.list_offers()
    form = ImportForm(sent_fields(request), sent_files(request), offers=offers)
    faults: tuple[Fault, ...] = ()
    if request.method == "POST" and form.is_valid():
        try:
            version = save_form(form, lambda: _import(form.cleaned_data, by=request.viewer))
        except StrategyFaulty as error:
            faults = error.faults
            form.add_error("file", _("The file has faults, listed below. Nothing was kept."))
        else:
            if version:
                messages.success(request, _("Version %d is a draft now.") % version.number)
                return redirect("strategy:version", number=version.number)
    around = {
        "form": form,
        "faults": faults,
        "faulty": [one for one in offers if one.is_faulty],
        "made_up": settings.SAFERCITY.made_up,
    }
    return render_form(request, "strategy/import.html", around=around)


def _import(told, *, by):
    if told.get("name"):
        return actions.import_offer(told["name"], by=by)
    return actions.import_version(told["file"], by=by)


@require_POST
@page(rules.import_strategy)
def begin(request, *, number: int):
    """A new draft with the content of this version."""
    draft = actions.begin_draft(queries.get_version(number), by=request.viewer)
    return redirect("strategy:version", number=draft.number)


@require_http_methods(["GET", "HEAD", "POST"])
@page(rules.see_drafts)
def change(request, *, number: int, part: str):
    """The words of one part of a draft."""
    version = queries.get_version(number)
    rules.change_draft(request.viewer, version.step, route=queries.get_route(version))
    held = queries.read_content(version).by_id.get(part)
    if held is None or not hasattr(held, "title"):
        raise NotVisible(f"This version has no part called {part}.")
    has_direction = hasattr(held, "direction")
    form = PartForm(
        sent_fields(request), initial=_initial(held, version), has_direction=has_direction
    )
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        actions.change_draft(
            version, part, changes=_changes(held, given), opened=given["version"], by=request.viewer
        )
        messages.success(request, _("Saved."))
        return redirect(reverse("strategy:version", kwargs={"number": number}) + f"#p-{part}")
    title = _("Change %(part)s") % {"part": name_part(queries.read_content(version), part)}
    return show_form(
        request,
        form,
        title=title,
        back=reverse("strategy:version", kwargs={"number": number}),
        send=_("Save"),
    )


def _initial(held, version) -> dict[str, object]:
    return {
        "version": version.version,
        "title": held.title["en"],
        "title_cy": held.title.get("cy", ""),
        "about": (getattr(held, "about", None) or {}).get("en", ""),
        "direction": getattr(held, "direction", ""),
    }


def _changes(held, given: dict) -> dict[str, object]:
    """The keys that the form holds for this part, words by language."""
    title = {"en": given["title"]} | ({"cy": given["title_cy"]} if given["title_cy"] else {})
    changes: dict[str, object] = {"title": title}
    if hasattr(held, "about"):
        former = held.about or {}
        changes["about"] = {**former, "en": given["about"]} if given["about"] else None
    if given.get("direction"):
        changes["direction"] = given["direction"]
    return changes
