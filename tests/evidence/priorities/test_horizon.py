"""What comes beyond the data, beside the ranking and in no score."""

from __future__ import annotations

import json

import pytest

from safercity.evidence.findings import Finding
from safercity.evidence.findings.finding import as_values
from safercity.evidence.priorities import HorizonRefused, HorizonTerms, scan_horizon
from safercity.evidence.taxonomy.priorities import HorizonEntry, load_horizon


def entry(name, likelihood, impact, **changes):
    told = {"kind": "legal", "title": {"en": f"law {name}", "cy": f"deddf {name}"},
            "noted": "2025-01-01", "since": "2026-04", "effect": "more", "source": "an act",
            "review": "2026-01-01", "themes": ("asb",)}  # fmt: skip
    told |= changes
    return HorizonEntry(id=name, likelihood=likelihood, impact=impact, **told)


def scan(*entries, as_of="2025-06-01", **kwargs):
    return scan_horizon(entries, terms=HorizonTerms(as_of), **kwargs)


def test_most_pressing_first_then_the_earlier():
    found = scan(entry("a", 2, 3), entry("b", 3, 3), entry("c", 3, 2, since="2026-01"))
    assert [one.id for one in found.entries] == ["b", "c", "a"]
    assert "Judged most pressing: law b (likelihood 3 of 5, impact 3 of 5)" in found.explain()
    assert isinstance(found, Finding)
    json.dumps(as_values(found))


def test_entries_stand_beside_the_candidates_they_bear_on():
    found = scan(
        entry("a", 2, 3),
        entry("b", 3, 3, themes=("drugs", "alcohol")),
        entry("c", 1, 1, themes=()),
        candidates={"asb": ("asb",), "night": ("alcohol", "asb"), "fire": ("deliberate_fire",)},
        titles={"night": "Nights out"},
    )  # fmt: skip
    assert found.beside == {"asb": ("a",), "night": ("b", "a"), "fire": ()}
    assert "Nights out: law b and law a." in found.explain()
    assert found.table().records()[0]["candidates"] == "Nights out"


def test_overdue_is_after_the_day_of_review():
    one = entry("a", 1, 1)
    assert scan(one, as_of="2026-01-01").overdue == ()
    late = scan(one, as_of="2026-01-02")
    assert late.overdue == ("a",)
    assert "One entry should have been looked at again by now: law a" in late.explain()


def test_kinds_without_an_entry_are_named():
    assert "nothing is written down under political" in scan(entry("a", 1, 1)).explain().lower()


def test_nothing_written_is_no_sign():
    assert "no sign that nothing comes" in scan().explain()


def test_titles_in_welsh():
    terms = HorizonTerms("2025-06-01", language="cy")
    assert scan_horizon([entry("a", 1, 1)], terms=terms).titles["a"] == "deddf a"


def test_a_day_that_is_none_is_refused():
    with pytest.raises(HorizonRefused, match="'soon'"):
        scan(entry("a", 1, 1), as_of="soon")


def test_the_shipped_horizon_covers_every_kind():
    found = scan_horizon(load_horizon(), terms=HorizonTerms("2025-12-01"))
    assert found.empty_kinds == ()
    assert found.overdue == ()
