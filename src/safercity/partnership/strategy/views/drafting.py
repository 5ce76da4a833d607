"""Bringing a strategy in, and beginning a draft."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from safercity.documents.strategy import Fault, StrategyFaulty
from safercity.partnership.common.pages import page
from safercity.partnership.common.saving import (
    render_form,
    save_form,
    sent_fields,
    sent_files,
)
from safercity.partnership.strategy import actions, queries, rules
from safercity.partnership.strategy.forms import ImportForm


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
