"""Fields of a definition sheet that take what people write: periods, figures, steps."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from safercity.partnership.common.forms import NO_CONTROLS

LARGEST = Decimal(10) ** 11
LONGEST = 2_000  # characters of a definition
STEP = re.compile(r"(\S.*?)[\s:;=]+(-?\d[\d,]*(?:\.\d+)?)(%?)")  # "March 2026: 1,240", "2026 70%"
QUOTED = 60  # characters of what a hand-made request sent
MOST_WORDS = 40  # characters of a period in words


class PeriodField(forms.CharField):
    """A period in words or as we write it; which, the sheet's frequency decides."""

    def __init__(self, **how: Any):
        super().__init__(**how | {"max_length": MOST_WORDS})


class PlainNumberField(forms.DecimalField):
    """A figure, shown without the zeros that it is kept with."""

    def prepare_value(self, value: Any) -> Any:
        """What stands in the box."""
        return f"{value.normalize():f}" if isinstance(value, Decimal) else value


class StepsField(forms.CharField):
    """Steps to a target, one a line: a period and its figure. Gives [period, figure] of each.

    `example`: a period as such a line begins.
    """

    widget = forms.Textarea(attrs={"rows": 4})
    default_error_messages = {
        "no_step": _("“%(line)s”: write a period and a figure, such as %(example)s: 240."),
    }

    def __init__(self, *, example: str, **how: Any):
        self._example = example
        super().__init__(max_length=LONGEST, validators=[NO_CONTROLS], **how)

    def prepare_value(self, value: Any) -> Any:
        """What stands in the box: a line for each step."""
        if not isinstance(value, list):
            return value
        return "\n".join(f"{by} {Decimal(str(figure)).normalize():f}" for by, figure in value)

    def clean(self, value: Any) -> Any:
        """The steps. Errors: ValidationError that quotes the first line that is none."""
        lines = filter(None, map(str.strip, super().clean(value).splitlines()))
        return [self._read(line) for line in lines]

    def _read(self, line: str) -> list[Any]:
        found = STEP.fullmatch(line.replace("−", "-"))
        figure = float(found[2].replace(",", "")) if found else 0.0
        if not found or abs(figure) >= LARGEST:
            params = {"line": line[:QUOTED], "example": self._example}
            raise ValidationError(self.error_messages["no_step"], code="no_step", params=params)
        return [found[1], figure / 100 if found[3] else figure]
