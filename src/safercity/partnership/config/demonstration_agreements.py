"""The made-up city's agreements, read without a site: what is loaded lies under them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from importlib.resources import files
from typing import Any

import yaml

from safercity.evidence.extracts.shapes import load_shapes


def read_agreements() -> Mapping[str, Any]:
    """The content of demonstration/sharing.yaml, each agreement's sources written out."""
    path = files("safercity.content").joinpath("demonstration/sharing.yaml")
    content = yaml.safe_load(path.read_text("utf-8"))
    for one in (*content["agreements"], *content["drafts"]):
        one["sources"] = list_sources(one["sources"])
        one["but"] = list_sources(one.get("but", ()))
    return content


def list_sources(given: Iterable[str] | str) -> list[str]:
    """The sources themselves, or every one that needs an agreement where it says "restricted"."""
    if given != "restricted":
        return list(given)
    return [one.id for one in load_shapes().values() if one.sensitivity == "restricted"]


def name_agreements() -> dict[str, str]:
    """Source: the reference of the agreement that its records lie under, the first by reference.

    The same that `sharing.queries.find_covering` answers once the site has them.
    """
    named: dict[str, str] = {}
    for one in sorted(read_agreements()["agreements"], key=lambda one: one["reference"]):
        for source in one["sources"]:
            named.setdefault(source, one["reference"])
    return named
