"""Who comes in by a token, and how errors are told to a program."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError
from ninja.security import HttpBearer

from safercity.evidence.errors import SaferCityError
from safercity.partnership.common.pages import Asked
from safercity.partnership.common.rules import NotVisible
from safercity.partnership.config.middleware import STATUS
from safercity.partnership.people.actions import TooManyRequests, UnknownToken, use_token
from safercity.partnership.people.queries import get_token_viewer

STATUSES = {**STATUS, NotVisible: 404, UnknownToken: 401, TooManyRequests: 429}
HEADERS = {401: {"WWW-Authenticate": "Bearer"}, 429: {"Retry-After": "60"}}
ASK_RIGHT = "The description of the interface says what each name may hold."
NO_FILTER = "There is no filter of this name here."
NO_TOKEN = UnknownToken("This address is read with a token.")


class AgencyToken(HttpBearer):
    """`Authorization: Bearer …`. A browser's session opens nothing here."""

    openapi_name = "token"

    def authenticate(self, request: Asked, token: str) -> bool:  # type: ignore[override]
        """Put the token's agency in the viewer's place. Errors: UnknownToken, TooManyRequests."""
        found = use_token(token)
        request.viewer = get_token_viewer(found)
        request.purpose = found.purpose  # the look is recorded with it (middleware.Looks)
        return True


def refuse_unknown(operation: Callable[..., Any]) -> Callable[..., Any]:
    """A filter that an operation does not know is no filter that lets everything through.

    Its address's view has the known ones (building.list_addresses). Errors: ValidationError.
    """

    @wraps(operation)
    def asked(request: HttpRequest, **values: Any) -> Any:
        known = getattr(request.resolver_match.func, "filters", None)  # type: ignore[union-attr]
        unknown = [] if known is None else sorted(set(request.GET) - known)
        if unknown:
            faults = [{"loc": ("query", name), "msg": NO_FILTER} for name in unknown]
            raise ValidationError(faults)
        return operation(request, **values)

    return asked


def tell_errors(api: NinjaAPI) -> None:
    """Every error as {"error", "advice"}, with the status a page would have."""

    @api.exception_handler(AuthenticationError)
    def tell_stranger(request: HttpRequest, error: Exception) -> HttpResponse:
        return tell(request, NO_TOKEN)

    @api.exception_handler(Http404)
    def tell_missing(request: HttpRequest, error: Exception) -> HttpResponse:
        return tell(request, NotVisible("There is nothing at this address."))

    @api.exception_handler(ValidationError)
    def tell_wrong(request: HttpRequest, error: ValidationError) -> HttpResponse:
        faults = [f"{each['loc'][-1]}: {each['msg']}" for each in error.errors]
        body = {"error": "; ".join(faults), "advice": ASK_RIGHT}
        return api.create_response(request, body, status=422)

    @api.exception_handler(SaferCityError)
    def tell(request: HttpRequest, error: SaferCityError) -> HttpResponse:
        status = next((code for kind, code in STATUSES.items() if isinstance(error, kind)), 500)
        body = {"error": str(error), "advice": error.advice or ""}
        answer = api.create_response(request, body, status=status)
        for name, value in HEADERS.get(status, {}).items():
            answer[name] = value
        return answer
