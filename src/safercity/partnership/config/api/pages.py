"""The API's guide for people, and its description for programs (OpenAPI)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from safercity.evidence.errors import SaferCityError
from safercity.partnership.common.pages import Asked, page
from safercity.partnership.common.rules import hold_a_post
from safercity.partnership.config.api.building import build_api, describe_api
from safercity.partnership.config.api.door import NO_TOKEN, AgencyToken
from safercity.partnership.people.actions import USES_A_MINUTE


@dataclass(frozen=True)
class Term:
    """A parameter or a field: its name, what it is, what it means."""

    name: str
    kind: str
    about: str


@dataclass(frozen=True)
class Operation:
    """One address as the guide shows it. `fields`: of one row, where it answers with a list."""

    id: str
    address: str
    about: str
    is_list: bool
    asks: tuple[Term, ...]
    fields: tuple[Term, ...]


@require_safe
@page(hold_a_post)
def show_guide(request):
    """What can be read, and how."""
    shown = {
        "rooms": list_operations(),
        "server": request.build_absolute_uri("/").rstrip("/"),
        "most": USES_A_MINUTE,
    }
    return render(request, "common/api.html", shown)


def _by_token_too(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Who is not signed in needs a token here, and is never sent to the sign-in page."""

    @wraps(view)
    def opened(request: Asked) -> HttpResponse:
        try:
            if request.viewer.id is None and not AgencyToken()(request):
                raise NO_TOKEN
        except SaferCityError as error:
            return build_api().on_exception(request, error)
        return view(request)

    opened.login_required = False  # type: ignore[attr-defined]
    return opened


@require_safe
@_by_token_too
@page(hold_a_post)
def send_description(request):
    """The OpenAPI document."""
    return JsonResponse(describe_api())


@lru_cache
def list_operations() -> dict[str, list[Operation]]:
    """Operations by room, read from the description, so that the two cannot differ."""
    described = describe_api()
    schemas = described["components"]["schemas"]
    rooms: dict[str, list[Operation]] = {}
    for address, methods in described["paths"].items():
        told = methods["get"]
        rooms.setdefault(told["tags"][0], []).append(_tell(address, told, schemas=schemas))
    return rooms


def _tell(address: str, told: dict[str, Any], *, schemas: dict[str, Any]) -> Operation:
    answer = _find(told["responses"][200]["content"]["application/json"]["schema"], schemas)
    items = answer.get("properties", {}).get("items")
    row = _find(items["items"], schemas) if items else answer
    return Operation(
        told["operationId"],
        address,
        told.get("description") or told["summary"],
        items is not None,
        tuple(
            Term(each["name"], _kind(each["schema"]), each.get("description", ""))
            for each in told.get("parameters", [])
        ),
        tuple(
            Term(name, _kind(field), field.get("description", ""))
            for name, field in row.get("properties", {}).items()
        ),
    )


def _find(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, Any]:
    """The schema itself, where it is named elsewhere."""
    return schemas[schema["$ref"].rpartition("/")[2]] if "$ref" in schema else schema


def _kind(schema: dict[str, Any]) -> str:
    """A schema in a word or two: "string", "list of number", "Words or null"."""
    if "$ref" in schema:
        return schema["$ref"].rpartition("/")[2]
    if "items" in schema:
        return f"list of {_kind(schema['items'])}"
    return " or ".join(dict.fromkeys(_kinds(schema))) or "any value"


def _kinds(schema: dict[str, Any]) -> Iterator[str]:
    for one in schema.get("anyOf", schema.get("allOf", [])):
        yield _kind(one)
    if "type" in schema:
        yield schema.get("format", schema["type"])
