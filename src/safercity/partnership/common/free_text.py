"""Free text names places, posts and agencies; what looks like a person is found beforehand."""

from __future__ import annotations

import re

# A title and what follows it. More signs are to come: this finds the surest ones.
TITLED = re.compile(
    r"\b(?:Mr|Mrs|Ms|Miss|Mx|Dr|PC|DC|DS|DI|PCSO|Sgt|Insp|Cllr|Councillor)\.? [A-Z][\w'’-]+"
    r"(?: [A-Z][\w'’-]+)?"
)


def find_names(text: str) -> list[str]:
    """What looks like names of people, in order of appearance; empty where nothing does."""
    return list(dict.fromkeys(TITLED.findall(text)))
