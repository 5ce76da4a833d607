"""Every analysis has its entry in the manual of methods, and every example prints what it says."""

from __future__ import annotations

import importlib
import inspect
import typing

import pytest

from safercity.evidence.findings import Finding
from tests.house.manual import PAGES, ROOMS, list_entries, list_examples, read_page, run_example

PACKAGES = (
    "places", "profile", "seasons", "seasons.forecasting", "watch", "effects", "indicators",
    "priorities",
)  # fmt: skip
FACE = {name for name in vars(Finding) if not name.startswith("_")}
"""What a finding has: statements, limits, settings, explain, table, chart."""

# Named methods that return no finding, or that a table of methods asks for by name.
STATISTICS = (
    "calculate_gi_star", "exact_tails", "permuted_tails", "class_hot_spots", "calculate_gini",
    "generalise_gini", "find_places", "lay_over", "score_places", "adjust_for_false_discovery",
    "find_rank_intervals", "fit_gamma_prior", "smooth_rates", "poisson_interval", "byar_interval",
    "wilson_interval", "compare_counts", "find_monotone", "sum_weighted", "fit_poisson",
    "fit_negative_binomial", "weigh_hours", "split_series", "split_periods", "list_dates",
    "reconcile", "add_up", "expect_naive", "find_scale", "log_likelihood_ratio", "scan_cylinders",
    "fit_look_null", "estimate_delays", "count_close_pairs", "find_near_repeats", "find_windows",
    "merge_sightings", "request_from_past", "choose_chart", "draw_limits", "find_signals",
    "find_turns", "join_calendars", "find_news", "judge", "PriorityMatrix",
)  # fmt: skip


def list_analyses() -> set[str]:
    """Public functions of the rooms that return a finding (or one among other things)."""
    found = set()
    for package in PACKAGES:
        room = importlib.import_module(f"safercity.evidence.{package}")
        for name in room.__all__:
            one = getattr(room, name)
            if inspect.isfunction(one) and any(map(_is_finding, _list_returned(one))):
                found.add(name)
    return found


def _list_returned(function: object) -> list[object]:
    annotation = inspect.signature(function).return_annotation  # type: ignore[arg-type]
    if isinstance(annotation, str):
        annotation = eval(annotation, vars(inspect.getmodule(function)))
    return [annotation, *typing.get_args(annotation)]


def _is_finding(one: object) -> bool:
    return inspect.isclass(one) and FACE <= {*dir(one), *getattr(one, "__annotations__", {})}


def test_the_walk_finds_the_analyses() -> None:
    found = list_analyses()
    assert {"find_hot_spots", "find_trend", "forecast", "find_news", "measure_effect"} <= found
    assert len(found) >= 45, sorted(found)


def test_every_method_has_an_entry() -> None:
    named = {name for entry in list_entries() for name in entry.names}
    assert not sorted((list_analyses() | set(STATISTICS)) - named)


def test_every_entry_is_whole() -> None:
    entries = list_entries()
    names = [name for entry in entries for name in entry.names]
    assert len(names) == len(set(names)), "a method has two entries"
    lacking = {f"{one.page}: {one.heading}": one.lacks() for one in entries if one.lacks()}
    assert not lacking
    assert not [one.heading for one in entries if not list_examples(one.text)]


@pytest.mark.parametrize("room", ROOMS)
def test_examples_print_what_they_say(room: str) -> None:
    text = read_page(room)
    examples = list_examples(text)
    assert len(examples) == text.count("```python"), "an example without what it prints"
    for number, (code, printed) in enumerate(examples, start=1):
        assert run_example(code, name=f"{room}.md, example {number}") == printed, code


def test_every_page_is_in_the_index() -> None:
    index = (PAGES / "README.md").read_text(encoding="utf-8")
    assert not [room for room in ROOMS if f"({room}.md)" not in index]
    assert {path.stem for path in PAGES.glob("*.md")} == {*ROOMS, "README"}
