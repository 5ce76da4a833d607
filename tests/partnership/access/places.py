"""The places: open to whoever holds a post."""

from tests.partnership.access.expected import Access

PLACE = Access(answers=frozenset({200, 404}), make=lambda people: {"place_id": "p-1"})
CHANGE = Access(answers=frozenset({200, 404}), make=lambda people: {"theme": "asb"})
NUMBERS = Access(answers=frozenset({404}), make=lambda people: {"name": "levels", "at": 0})
FIGURE = Access(
    answers=frozenset({404}), make=lambda people: {"name": "levels", "at": 0, "width": "wide"}
)
FINDING = Access(answers=frozenset({200, 404}), make=lambda people: {"name": "levels"})

EXPECTED = {
    "places:list": Access(),
    "places:place": PLACE,
    "places:findings": Access(),
    "places:finding": FINDING,
    "places:change": CHANGE,
    "places:numbers": NUMBERS,
    "places:figure": FIGURE,
    "places:about": Access(),
    "places:csv": Access(),
    "places:xlsx": Access(),
    "places:paper": Access(make=lambda people: {"kind": "html"}),
    "places:geojson": Access(),
    "places:cells": Access(),
    "places:boundaries": Access(),
}
