"""Months gathered into calendar quarters, and which quarters an agency can be judged in."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from safercity.evidence.overlay.demand import AgencyDemand

YEAR = 4  # quarters


def quarter_of(month: str) -> str:
    """The calendar quarter ("2024-Q1") of a month ("2024-02")."""
    return f"{month[:4]}-Q{(int(month[5:7]) + 2) // 3}"


def first_month_of(quarter: str) -> str:
    """The first month ("2024-04") of a quarter ("2024-Q2")."""
    return f"{quarter[:4]}-{int(quarter[-1]) * 3 - 2:02d}"


def list_quarters(
    demand: Sequence[AgencyDemand], *, months_for_quarter: int, as_of: str | None
) -> tuple[str, ...]:
    """Every quarter from the first in which any agency sent enough months to the last of which at
    least half of the agencies sent enough, of those which sent any of the year up to it."""
    months = [months_present(one, as_of=as_of) for one in demand]
    sent = [{q for q, n in each.items() if n >= months_for_quarter} for each in months]
    every = sorted(set().union(*sent))
    told = [quarter for quarter in every if _is_sent_by_half(quarter, sent)]
    return tuple(_from_to(every[0], told[-1])) if told else ()


def _is_sent_by_half(quarter: str, sent: Sequence[set[str]]) -> bool:
    """An agency that has been silent for the year before does not hold up the others."""
    year = set(_from_to(_before(quarter, YEAR), quarter))
    sending = [each for each in sent if each & year]
    return 2 * sum(quarter in each for each in sending) >= len(sending)


def _before(quarter: str, number: int) -> str:
    return _label(_number(quarter) - number)


def months_present(one: AgencyDemand, *, as_of: str | None) -> dict[str, int]:
    """How many months of each quarter the agency sent, up to `as_of`."""
    months: dict[str, int] = {}
    for month, is_present in zip(one.counts.columns, one.present, strict=True):
        if is_present and (as_of is None or str(month) <= as_of):
            quarter = quarter_of(str(month))
            months[quarter] = months.get(quarter, 0) + 1
    return months


def sum_quarters(
    one: AgencyDemand, quarters: tuple[str, ...], *, as_of: str | None
) -> tuple[np.ndarray, np.ndarray]:
    """(counts units x quarters, months sent per quarter); months not sent add nothing."""
    position = {quarter: index for index, quarter in enumerate(quarters)}
    counts = np.zeros((len(one.counts.rows), len(quarters)), dtype=np.int64)
    months = np.zeros(len(quarters), dtype=np.int64)
    for column, month in enumerate(one.counts.columns):
        at = position.get(quarter_of(str(month)))
        if at is None or not one.present[column] or (as_of and str(month) > as_of):
            continue
        counts[:, at] += np.asarray(one.counts.values[:, column]).astype(np.int64)
        months[at] += 1
    return counts, months


def _from_to(first: str, last: str) -> list[str]:
    start, end = _number(first), _number(last)
    return [_label(number) for number in range(start, end + 1)]


def _label(number: int) -> str:
    return f"{number // 4}-Q{number % 4 + 1}"


def _number(quarter: str) -> int:
    return int(quarter[:4]) * 4 + int(quarter[-1]) - 1
