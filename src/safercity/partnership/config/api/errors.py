"""Answers below the API's addresses that no operation gave: told as the API tells its own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.translation import gettext_lazy as _

from safercity.partnership.config.api.building import VERSION

BELOW = f"/api/v{VERSION}/"
FOR_PEOPLE = frozenset({"api:guide", "api:description"})  # signed in: a page's own errors
WORDS = {
    404: (
        _("There is nothing at this address."),
        _("The page “Read API” of the site lists every address."),
    ),
    405: (_("This interface is only read."), _("Ask with GET.")),
    429: (_("There were too many questions in one minute."), _("Wait until the next.")),
    500: (
        _("Something went wrong here. Nothing was changed."),
        _("Try again later; if it fails again, tell the site's administrator when."),
    ),
}
OTHERWISE = _("This question cannot be answered."), _("Ask again as the description says.")


class ApiErrors:
    """An unknown address, another method than GET and a fault answer a program in JSON too."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if answer.status_code < 400 or not request.path.startswith(BELOW) or _is_told(answer):
            return answer
        match = request.resolver_match
        return answer if match and match.view_name in FOR_PEOPLE else _tell(answer)


def _is_told(answer: HttpResponse) -> bool:
    return answer.headers.get("Content-Type", "").startswith("application/json")


def _tell(answer: HttpResponse) -> JsonResponse:
    status = answer.status_code
    error, advice = WORDS.get(status, WORDS[500] if status > 500 else OTHERWISE)
    body = {"error": str(error), "advice": str(advice)}
    told = JsonResponse(body, status=status, content_type="application/json; charset=utf-8")
    for name in ("Allow", "Retry-After"):
        if name in answer.headers:
            told[name] = answer.headers[name]
    return told
