"""Which addresses take a form: asked of the views themselves, over the access matrix's list."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.test import RequestFactory
from django.urls import reverse

from tests.partnership.access.expected import Access
from tests.partnership.access.test_matrix import EXPECTED, list_addresses
from tests.partnership.every_form.reading import Form, read_form

FIRST = ("manager", "administrator", "analyst", "officer", "link_officer", "chair")
VIEWS = dict(list_addresses())


@dataclass
class Opened:
    """A form as someone who may use it sees it."""

    name: str
    address: str
    client: Any
    form: Form
    page: str


def list_methods(view: Callable[..., Any]) -> frozenset[str]:
    """The methods that a view answers to, as it says itself when asked with another."""
    answer = view(RequestFactory().generic("BREW", "/"))
    return frozenset(answer["Allow"].split(", ")) if answer.status_code == 405 else frozenset()


def list_with_pages() -> list[str]:
    """Addresses with a form on a page of their own."""
    return [name for name in sorted(EXPECTED) if {"GET", "POST"} <= list_methods(VIEWS[name])]


def list_buttons() -> list[str]:
    """Addresses that are posted to from other pages."""
    return [
        name
        for name in sorted(EXPECTED)
        if "POST" in (allowed := list_methods(VIEWS[name])) and "GET" not in allowed
    ]


def list_people(access: Access) -> Iterator[str]:
    """Who may, those first who may most."""
    yield from (who for who in FIRST if who in access.who)
    yield from sorted(access.who - set(FIRST))


def open_form(name: str, people, sign_in) -> Opened:
    """The form at an address, with what it needs in the database. AssertionError without one."""
    access = EXPECTED[name]
    address = reverse(name, kwargs=access.make(people))
    told = []
    for who in list_people(access):
        client = sign_in(who)
        answer = client.get(address)
        page = answer.content.decode()
        if answer.status_code == 200 and (form := read_form(page, address)):
            return Opened(name, address, client, form, page)
        told.append(f"{who}: {answer.status_code}")
    raise AssertionError(f"{address} showed its form to nobody ({', '.join(told)})")
