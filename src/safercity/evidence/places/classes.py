"""From what each agency sees to one class for each unit: the table of precedence."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from safercity.evidence.overlay import PlaceSettings
from safercity.evidence.places.signals import Signals

NONE = ""
PERSISTENT, SEASONAL, EMERGING, FORMER = "persistent", "seasonal", "emerging", "former"
UNDETERMINED, FEW, SINGLE = "undetermined", "few_agencies", "single_agency"

# The first that holds is the class.
PRECEDENCE = (PERSISTENT, SEASONAL, EMERGING, FORMER, UNDETERMINED, FEW, SINGLE)
MULTI_AGENCY = (PERSISTENT, SEASONAL, EMERGING)
LISTING = (*MULTI_AGENCY, UNDETERMINED, FEW, SINGLE, FORMER)
AGENCIES_ABLE_AT_LEAST = 2


def class_units(signals: Sequence[Signals], settings: PlaceSettings) -> np.ndarray:
    """The class of every unit (object vector of texts, "" for none). Precedence:

    undetermined: fewer than two agencies are able, and at least one sees demand in the quarters
    it sent (then no other class is given). Otherwise, with k agencies needed of those able:
    persistent: k see lasting demand. seasonal: k see lasting or seasonal demand, one or more
    seasonal. emerging: the same with emerging. former: k saw lasting demand that has ended.
    few_agencies: two or more, but fewer than k, see lasting demand. single_agency: one does.
    """
    able = [one for one in signals if one.is_able]
    rows = len(signals[0].lasting)
    if len(able) < AGENCIES_ABLE_AT_LEAST:
        return np.where(count_seeing(signals, "partial") > 0, UNDETERMINED, NONE).astype(object)
    need = settings.agencies_needed(len(able))
    lasting, former = count_seeing(able, "lasting"), count_seeing(able, "former")
    seasonal, emerging = count_seeing(able, "seasonal"), count_seeing(able, "emerging")
    holds = [
        (PERSISTENT, lasting >= need),
        (SEASONAL, (lasting + seasonal >= need) & (seasonal > 0)),
        (EMERGING, (lasting + emerging >= need) & (emerging > 0)),
        (FORMER, former >= need),
        (FEW, lasting >= 2),
        (SINGLE, lasting == 1),
    ]
    classes = np.full(rows, NONE, dtype=object)
    for name, where in reversed(holds):
        classes[where] = name
    return classes


def count_seeing(signals: Sequence[Signals], what: str) -> np.ndarray:
    """How many agencies have this signal in each unit."""
    return np.array([getattr(one, what) for one in signals]).sum(axis=0, dtype=np.int64)


def agencies_behind(signals: Sequence[Signals], *, class_: str, unit: int) -> tuple[str, ...]:
    """The agencies on whose signals the class of this unit rests, in order of name."""
    wanted = {
        PERSISTENT: ("lasting",),
        SEASONAL: ("lasting", "seasonal"),
        EMERGING: ("lasting", "emerging"),
        FORMER: ("former",),
        UNDETERMINED: ("partial",),
        FEW: ("lasting",),
        SINGLE: ("lasting",),
        NONE: (),
    }[class_]
    seeing = [one.agency for one in signals if any(getattr(one, key)[unit] for key in wanted)]
    return tuple(sorted(seeing))
