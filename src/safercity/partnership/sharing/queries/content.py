"""The lists an agreement chooses from, as content: gateways, bases, products, uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files

import yaml

LISTS = ("gateways", "bases", "products", "uses")


@dataclass(frozen=True)
class Item:
    """One entry of a list. `stands`: of a basis, whether it can carry processing alone."""

    id: str
    title: Mapping[str, str]
    law: str = ""
    stands: bool = True
    tables: tuple[str, ...] = ()
    valid_from: date | None = None
    valid_to: date | None = None

    def holds_on(self, day: date) -> bool:
        """Whether the entry is law, or in use, on a day."""
        return (self.valid_from or day) <= day < (self.valid_to or date.max)

    def say(self, language: str = "en") -> str:
        """The title in a language, else in English, with the law where there is one."""
        title = self.title.get(language, self.title["en"])
        return f"{self.law}: {title}" if self.law else title


@cache
def read_list(name: str) -> Mapping[str, Item]:
    """One of LISTS by id, in the order of the file."""
    path = files("safercity.content").joinpath(f"sharing/{name}.yaml")
    rows = yaml.safe_load(path.read_text("utf-8"))[name]
    return {row["id"]: Item(**(row | {"tables": tuple(row.get("tables", ()))})) for row in rows}


def product_of(table: str) -> str:
    """The combined product that an edition's table belongs to; "" for one that is in none."""
    for product in read_list("products").values():
        if table in product.tables:
            return product.id
    return ""
