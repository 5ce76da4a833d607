"""The definitions of the classes a second time, the slow and obvious way: dicts and loops.

Takes what one agency is taken to have in one place as a dict from quarter label to "high", "not"
or "missing", and assumes that every statistical test is passed. Shares no code with the product.
"""

from __future__ import annotations

Sequence = dict[str, str]


def class_of(agencies: dict[str, Sequence], *, needed_of: dict[int, int]) -> str:
    """The class of a place from its agencies' sequences. `needed_of`: k by number of agencies."""
    able = {name: one for name, one in agencies.items() if sent(last(one, 8)) >= 6}
    if len(able) < 2:
        return "undetermined" if any(partly(one) for one in agencies.values()) else ""
    need = needed_of[len(able)]
    says = {name: signal_of(one) for name, one in able.items()}
    said = list(says.values())
    lasting = said.count("lasting")
    if lasting >= need:
        return "persistent"
    if "seasonal" in said and lasting + said.count("seasonal") >= need:
        return "seasonal"
    if "emerging" in said and lasting + said.count("emerging") >= need:
        return "emerging"
    if said.count("former") >= need:
        return "former"
    if lasting >= 2:
        return "few_agencies"
    return "single_agency" if lasting == 1 else ""


def signal_of(one: Sequence) -> str:
    if highs(last(one, 8)) >= 6:
        return "lasting"
    if is_seasonal(one):
        return "seasonal"
    if is_emerging(one):
        return "emerging"
    return "former" if is_former(one) else ""


def is_seasonal(one: Sequence) -> bool:
    years = last(one, 16)
    for season in ("1", "2", "3", "4", "12", "23", "34", "41"):
        inside = {q: s for q, s in years.items() if q[-1] in season}
        outside = {q: s for q, s in years.items() if q[-1] not in season}
        if sent(inside) < 3 or sent(outside) < 3:
            continue
        if highs(inside) >= 0.75 * sent(inside) and highs(outside) <= 0.25 * sent(outside):
            return True
    return False


def is_emerging(one: Sequence) -> bool:
    recent = last(one, 4)
    before = last({q: s for q, s in one.items() if q not in recent}, 8)
    if sent(before) < 4 or highs(before) > 1 or highs(recent) < 3:
        return False
    newest = [state for _, state in sorted(one.items()) if state != "missing"][-1]
    return newest == "high"


def is_former(one: Sequence) -> bool:
    recent = last(one, 4)
    if sent(recent) < 3 or highs(recent) > 1:
        return False
    quarters = sorted(one)
    for end in range(8, len(quarters) - 1):
        window = {q: one[q] for q in quarters[end - 8 : end]}
        if highs(window) >= 6:
            return True
    return False


def partly(one: Sequence) -> bool:
    window = last(one, 8)
    return sent(window) > 0 and highs(window) >= 0.75 * sent(window)


def last(one: Sequence, number: int) -> Sequence:
    return {q: one[q] for q in sorted(one)[-number:]}


def sent(one: Sequence) -> int:
    return sum(state != "missing" for state in one.values())


def highs(one: Sequence) -> int:
    return sum(state == "high" for state in one.values())
