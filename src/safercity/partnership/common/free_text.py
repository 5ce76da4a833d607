"""Free text names places, posts and agencies; what looks like a person is found beforehand."""

from __future__ import annotations

import re

from safercity.partnership.common.rules import Refused

# A title and what follows it. More signs are to come: this finds the surest ones.
TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|PC|DC|DS|DI|PCSO|Sgt|Insp|Cllr|Councillor)\.? [A-Z][\w'’-]+"
    r"(?: [A-Z][\w'’-]+)?"
)


class NamesAPerson(Refused):
    """Free text names someone where no person belongs."""

    advice = "Write the post or the agency instead."

    def __init__(self, names: list[str]):
        self.names = names
        super().__init__(f"This looks like a person's name: {', '.join(names)}.")


def find_names(text: str) -> list[str]:
    """What looks like names of people, in order of appearance; empty where nothing does."""
    return list(dict.fromkeys(TITLED.findall(text)))


def refuse_names(text: str) -> None:
    """Nothing, where the text names nobody. Errors: NamesAPerson."""
    if names := find_names(text):
        raise NamesAPerson(names)
