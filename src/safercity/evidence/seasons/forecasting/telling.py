"""What a forecast says of itself, as messages."""

from __future__ import annotations

from math import ceil, floor
from typing import TYPE_CHECKING

import numpy as np

from safercity.evidence.findings import Statement
from safercity.evidence.findings.statements import MONTHS, write_month
from safercity.evidence.seasons.forecasting.back_test import overall
from safercity.evidence.types import month_number

if TYPE_CHECKING:
    from safercity.evidence.seasons.forecasting.found import Forecast

Told = tuple[Statement, ...]
FLAT = 0.005  # above a usual month: not worth a word
LATE = 0.05  # of the newest month's records still to come: as other findings have it


def state_forecast(found: Forecast) -> Told:
    """What is expected, when it is above normal, how good past forecasts were."""
    if found.whole is not None:
        told = found.pick(found.whole).statements
        return (_state_many(found), *told, *_state_rows(found))
    if len(found.rows) > 1:
        return (
            _state_many(found), *_state_known(found), *_state_check(found), *_state_rows(found)
        )  # fmt: skip
    if not found.total[0] > 0:
        return (_state_nothing(found), *_state_known(found))
    return (
        *_state_expected(found), *_state_above(found), *_state_known(found), *_state_check(found)
    )  # fmt: skip


def _state_expected(found: Forecast) -> Told:
    next_month = {
        "month": found.ahead[0],
        "expected": float(found.expected[0, 0]),
        "low": floor(found.low[0, 0]),
        "high": ceil(found.high[0, 0]),
    }
    total = {
        "months": len(found.ahead),
        "last": found.ahead[-1],
        "expected": float(found.total[0]),
        "low": floor(found.total_low[0]),
        "high": ceil(found.total_high[0]),
    }
    told = (Statement("forecast.next", next_month),)
    return told if len(found.ahead) == 1 else (*told, Statement("forecast.total", total))


def _state_nothing(found: Forecast) -> Statement:
    values = {
        "known": int((~np.isnan(found.counts[0])).sum()),
        "months": len(found.ahead),
        "high": ceil(found.total_high[0]),
    }
    return Statement("forecast.nothing", values)


def _state_above(found: Forecast) -> Told:
    if len(found.ahead) < 2:
        return ()
    over = found.expected[0] / found.usual[0] - 1
    fullest = int(np.argmax(over))
    values: dict[str, object] = {"fullest": found.ahead[fullest], "share": float(over[fullest])}
    months = [
        label for label, is_above in zip(found.ahead, found.above[0], strict=True) if is_above
    ]
    if over[fullest] < FLAT:
        return (Statement("forecast.flat"),)
    if not months:
        return (Statement("forecast.none_above", values),)
    if months == [found.ahead[fullest]]:
        return (Statement("forecast.above_alone", values),)
    values |= {"months": tuple(write_month(one) for one in months), "n": len(months)}
    return (Statement("forecast.above", values),)


def _state_many(found: Forecast) -> Statement:
    values = {
        "rows": len(found.rows),
        "months": len(found.ahead),
        "last": found.ahead[-1],
        "above": int(found.above.any(axis=1).sum()),
    }
    return Statement("forecast.many_above" if values["above"] else "forecast.many", values)


def _state_known(found: Forecast) -> Told:
    known = (~np.isnan(found.counts)).any(axis=0)
    told = []
    if known.sum() < found.settings.months_at_least:
        values: dict[str, object] = {
            "known": int(known.sum()),
            "least": found.settings.months_at_least,
        }
        told.append(Statement("forecast.too_few", values))
    for one in found.basis.breaks:
        if one.kind == "missing" or not found.months[0] < one.month <= found.ahead[0]:
            continue
        since = int(known[[label >= one.month for label in found.months]].sum())
        values = {"month": one.month, "title": one.title, "known": since}
        told.append(Statement("forecast.break" if since else "forecast.break_unseen", values))
    return tuple(told)


def _state_check(found: Forecast) -> Told:
    checked = found.back_test
    error, naive = overall(checked.error), overall(checked.naive_error)
    if np.isnan(error):
        return (Statement("forecast.unchecked"),)
    name = "forecast.checked" if checked.is_better else "forecast.no_better"
    told = [
        Statement(name, {"origins": int(checked.origins.max()), "error": error, "naive": naive})
    ]
    covered = overall(checked.covered)
    if not found.tested[0]:
        told.append(Statement("forecast.not_covered"))
    elif not np.isnan(covered):
        values = {"covered": covered, "level": found.settings.level}
        told.append(Statement("forecast.covered", values))
    return tuple(told)


def _state_rows(found: Forecast) -> Told:
    better = found.back_test.better_share
    return () if np.isnan(better) else (Statement("forecast.better_rows", {"better": better}),)


def state_limits(found: Forecast) -> Told:
    """What the figures do not tell."""
    basis, settings = found.basis, found.settings
    figures = found.expected.size
    share = 1 - settings.level
    outside = {"share": share, "figures": figures, "outside": figures * share}
    told = [
        Statement("forecast.limit.recorded"),
        Statement("forecast.limit.one_in", outside),
        *_limit_months(found),
    ]
    if basis.unplaced_share > 0:
        told.append(Statement("forecast.limit.unplaced", {"share": basis.unplaced_share}))
    if basis.late_share > LATE:
        told.append(Statement("forecast.limit.late", {"share": basis.late_share}))
    if found.whole is not None:
        told.append(Statement("forecast.limit.added_up"))
    return tuple(told)


def _limit_months(found: Forecast) -> Told:
    known = (~np.isnan(found.counts)).any(axis=0)
    last = int(np.flatnonzero(known)[-1])
    first = int(np.flatnonzero(known)[0])
    told = []
    between = int((~known[first:last]).sum())
    if between:
        told.append(Statement("forecast.limit.missing", {"months": between}))
    if last + 1 < len(known):
        told.append(Statement("forecast.limit.stale", {"months": len(known) - last - 1}))
    seen = {month_number(label) % 12 for label, is_known in zip(found.months, known, strict=True)
            if is_known}  # fmt: skip
    unseen = tuple(name for number, name in enumerate(MONTHS) if number not in seen)
    if unseen:
        told.append(Statement("forecast.limit.unseen", {"months": unseen, "n": len(unseen)}))
    begin, end = found.settings.unusual
    if any(is_known and begin <= label <= end
           for label, is_known in zip(found.months, known, strict=True)):  # fmt: skip
        values = {"first": begin, "last": end, "weight": found.settings.unusual_weight}
        told.append(Statement("forecast.limit.unusual", values))
    return tuple(told)
