"""A row's label, theme or (theme, place), as values for a sentence."""

from __future__ import annotations

from safercity.evidence.matrix import Label


def split_label(label: Label) -> tuple[str, str]:
    """Theme and place; the place is "" for the whole area."""
    if isinstance(label, tuple) and len(label) == 2:
        return str(label[0]), str(label[1])
    return str(label), ""


def name_label(label: Label) -> dict[str, object]:
    """What the sentences of this room call `theme`, `within` and `place`."""
    theme, place = split_label(label)
    return {"theme": theme, "within": " in " if place else "", "place": place}
