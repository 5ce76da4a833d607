"""Whether the site is open by a number, which security keys do not know, and its name instead."""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from urllib.parse import urlsplit

from django import template

register = template.Library()


@dataclass(frozen=True)
class Number:
    """The number in the address, and the page by its name; empty where we know none."""

    host: str
    named: str


@register.simple_tag(takes_context=True)
def find_number(context) -> Number | None:
    """The number by which this page is open; None where it is open by a name."""
    parts = urlsplit(context["request"].build_absolute_uri())
    try:
        number = ipaddress.ip_address(parts.hostname or "")
        port = f":{parts.port}" if parts.port else ""
    except ValueError:  # a name, or a port that there is not
        return None
    named = parts._replace(netloc=f"localhost{port}").geturl() if number.is_loopback else ""
    return Number(str(number), named)
