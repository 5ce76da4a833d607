"""In which forms one content alone has its dates: a person said so of it, not of its source.

That stands with what was corrected in its rows (`corrections`), in place of a row's number and of a
column's name, and holds over what is said of the source.
"""

from __future__ import annotations

from collections.abc import Mapping

from safercity.evidence.extracts.adapting import adapt_shape
from safercity.evidence.extracts.date_forms import FORMS
from safercity.evidence.extracts.shape import Shape

OWN_DATES = "_dates"
WHOLE_FILE = 0
"""No row has this number."""


def list_own_forms(corrections: Mapping[int, Mapping[str, str]]) -> tuple[str, ...]:
    """Forms that were said of this content alone, in the order in which they were."""
    return tuple(corrections.get(WHOLE_FILE, {}).get(OWN_DATES, "").split())


def add_own_form(form: str, stand: Mapping[str, str]) -> dict[str, str]:
    """What is kept of a content once `form` is said of it besides what `stand`s."""
    forms = [*stand.get(OWN_DATES, "").split(), form]
    return {OWN_DATES: " ".join(dict.fromkeys(one for one in forms if one in FORMS))}


def read_as_said(shape: Shape, corrections: Mapping[int, Mapping[str, str]]) -> Shape:
    """The shape with which this content is read."""
    return adapt_shape(shape, headings={}, dates=dict.fromkeys(list_own_forms(corrections), ""))
