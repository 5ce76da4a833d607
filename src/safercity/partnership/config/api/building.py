"""Every app's router in one API, and its addresses."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from django.urls import URLPattern, path
from ninja import NinjaAPI, Router
from ninja.operation import Operation
from ninja.params.models import QueryModel

from safercity.partnership.config.api.door import AgencyToken, refuse_unknown, tell_errors
from safercity.partnership.config.collecting import find_modules

VERSION = "1"


class NotReadOnly(RuntimeError):
    """An operation that writes, or one without @page(rule): the site does not start with it."""


class ReadApi(NinjaAPI):
    """Operations are named for app and function: "strategy-list-versions"."""

    def get_operation_url_name(self, operation: Operation, router: Router) -> str:
        """The name of the address."""
        function = operation.view_func
        app = function.__module__.split(".")[-2]
        return f"{app}-{function.__name__}".replace("_", "-")

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """The same name in the description."""
        return self.get_operation_url_name(operation, Router())


@lru_cache
def build_api() -> ReadApi:
    """The API over every app's `api.py`. Errors: NotReadOnly."""
    api = ReadApi(
        title="Safer City",
        version=VERSION,
        description="What an agency may see of the partnership's work, for its own programs.",
        auth=AgencyToken(),
        docs_url=None,  # its page would fetch scripts from elsewhere: ours is `pages`
        openapi_url=None,
        urls_namespace="api",
    )
    api.add_decorator(refuse_unknown)  # after the door, before the rule
    for _app, module in find_modules("api"):
        api.add_router("", module.router)
    tell_errors(api)
    return api


def describe_api() -> dict[str, Any]:
    """The API as an OpenAPI document."""
    return build_api().get_openapi_schema(path_prefix=f"/api/v{VERSION}/")


def list_addresses() -> tuple[list[URLPattern], str]:
    """The guide, the description, and every operation; for `include`."""
    from safercity.partnership.config.api import pages

    api = build_api()
    operations = {
        api.get_operation_url_name(operation, module.router): operation
        for _app, module in find_modules("api")
        for view in module.router.path_operations.values()
        for operation in view.operations
    }
    read = [
        each for each in api.urls[0] if isinstance(each, URLPattern) and each.name != "api-root"
    ]
    for pattern in read:
        _open(pattern.callback, operations[str(pattern.name)])
    own = [
        path("", pages.show_guide, name="guide"),
        path("openapi.json", pages.send_description, name="description"),
    ]
    return [*own, *read], "api"


def _open(view: Any, operation: Operation) -> None:
    """Let the token decide in place of the sign-in page, and say the rule as every view does."""
    rule = getattr(operation.view_func, "rule", None)
    if rule is None or operation.methods != ["GET"]:
        raise NotReadOnly(f"{operation.view_func.__qualname__} has no rule, or is not only read.")
    view.rule, view.login_required, view.is_read_by_token = rule, False, True
    view.filters = frozenset(_list_filters(operation))


def _list_filters(operation: Operation) -> Iterator[str]:
    """What may stand after the question mark."""
    for model in operation.models:
        if issubclass(model, QueryModel):
            yield from model.__ninja_flatten_map__
