"""The classes: constructed sequences, and a second, slow implementation on random ones."""

from __future__ import annotations

import numpy as np
import pytest

from safercity.evidence.overlay import PlaceSettings
from safercity.evidence.places.classes import class_units
from safercity.evidence.places.signals import Sequences, Weighed, read_signals
from safercity.evidence.places.timeline import Timeline
from tests.evidence.places import oracle

QUARTERS = tuple(f"{year}-Q{q}" for year in range(2022, 2026) for q in range(1, 5))
CODES = {"H": 1, ".": 0, "?": -1}
WORDS = {"H": "high", ".": "not", "?": "missing"}
SETTINGS = PlaceSettings()
NEEDED = {n: SETTINGS.agencies_needed(n) for n in range(10)}

# What k = 3 of 6 agencies have, sixteen quarters each, the rest being quiet; and the class.
CONSTRUCTED = [
    ("persistent", "HHHHHHHHHHHHHHHH"),
    ("persistent", "........HHHHHHHH"),
    ("persistent", "........H.HHH.HH"),  # six of eight
    ("persistent", "........HHHHHH.."),  # fading too lately to tell from a gap
    ("emerging", "............HHHH"),
    ("emerging", "............H.HH"),
    ("emerging", "...........HHHHH"),
    ("", "..............HH"),  # two quarters are too few to say anything
    ("", "............HHH."),  # not high now
    ("", "..H..H...H..HHHH"),  # not quiet before
    ("former", "HHHHHHHHHHHH...."),
    ("former", "HHHHHHHHHH......"),
    ("former", "HHHHHHHH.....H.."),
    ("seasonal", "..H...H...H...H."),
    ("seasonal", "..H...H.......H."),  # three of four
    ("seasonal", ".HH..HH..HH..HH."),
    ("seasonal", "H..HH..HH..HH..H"),
    ("", "H.H.H.H.H.H.H.H."),  # every other quarter is no season
    ("persistent", "........HHH?HHH?"),  # missing is not "no": six were sent, six high
    ("", "........HH.?HHH?"),  # and five of six are not six
    ("", "................"),
]


def classify(agencies: dict[str, str]) -> str:
    return classify_all({name: [text] for name, text in agencies.items()})[0]


def classify_all(agencies: dict[str, list[str]]) -> list[str]:
    """Classes of many units at once; an agency's gaps are the same in all of them."""
    timeline = Timeline(QUARTERS, SETTINGS)
    signals = []
    for name, texts in sorted(agencies.items()):
        states = np.array([[CODES[one] for one in text] for text in texts], dtype=np.int8)
        passed = Weighed(np.full(len(texts), 3.0), np.ones(len(texts), dtype=bool))
        sequences = Sequences(name, states[0] != -1, states, lambda window, p=passed: p)
        signals.append(read_signals(sequences, timeline))
    return [str(one) for one in class_units(signals, SETTINGS)]


def seen_by(text: str, number: int, *, of: int = 6) -> dict[str, str]:
    quiet = "".join("." for _ in text)
    return {f"agency_{at}": text if at < number else quiet for at in range(of)}


@pytest.mark.parametrize(("wanted", "text"), CONSTRUCTED)
def test_constructed_sequences(wanted: str, text: str) -> None:
    assert classify(seen_by(text, 3)) == wanted


def test_fewer_agencies_than_needed_are_never_several() -> None:
    lasting = "HHHHHHHHHHHHHHHH"
    assert classify(seen_by(lasting, 2)) == "few_agencies"
    assert classify(seen_by(lasting, 1)) == "single_agency"
    assert classify(seen_by(lasting, 2, of=4)) == "persistent"  # two of fewer than five


def test_too_few_agencies_present_is_undetermined_whatever_they_show() -> None:
    one_only = {"police": "H" * 16, "fire": "H" * 9 + "?" * 7, "health": "?" * 16}
    assert classify(one_only) == "undetermined"
    assert classify({"police": "????????H?HHH???"}) == "undetermined"
    assert classify({"police": "????????....H???"}) == ""


def test_a_missing_agency_is_not_counted_against_a_place() -> None:
    agencies = dict.fromkeys(("a", "b"), "H" * 16) | dict.fromkeys(("c", "d"), "?" * 16)
    assert classify(agencies) == "persistent"


def test_precedence_lasting_goes_before_season() -> None:
    # Three agencies last all year, a fourth comes in summer: persistent, not seasonal.
    agencies = seen_by("H" * 16, 3) | {"agency_5": "..H...H...H...H."}
    assert classify(agencies) == "persistent"
    # Two last all year, a third comes in summer: high for three at that season.
    agencies = seen_by("H" * 16, 2) | {"agency_5": "..H...H...H...H."}
    assert classify(agencies) == "seasonal"


def test_equals_the_slow_implementation_on_random_sequences() -> None:
    rng, seen = np.random.default_rng(11), set()
    for _ in range(60):
        gaps = rng.random(16) < (0.2 if rng.random() < 0.5 else 0.0)
        shared = [_random_text(rng) for _ in range(40)]
        agencies = {}
        for at in range(int(rng.integers(1, 8))):
            missing = gaps if rng.random() < 0.5 else np.zeros(16, dtype=bool)
            texts = [one if rng.random() < 0.6 else _random_text(rng) for one in shared]
            agencies[f"a{at}"] = [_with_gaps(text, missing) for text in texts]
        got = classify_all(agencies)
        for row, class_ in enumerate(got):
            here = {name: _in_words(texts[row]) for name, texts in agencies.items()}
            assert class_ == oracle.class_of(here, needed_of=NEEDED), here
        seen |= set(got)
    assert {"persistent", "emerging", "former", "undetermined", "seasonal", ""} <= seen


def _in_words(text: str) -> dict[str, str]:
    return {quarter: WORDS[one] for quarter, one in zip(QUARTERS, text, strict=True)}


def _with_gaps(text: str, missing: np.ndarray) -> str:
    return "".join("?" if gone else one for one, gone in zip(text, missing, strict=True))


def _random_text(rng: np.random.Generator) -> str:
    pattern = rng.choice(["........", "HHHHHHHH", "..H...H.", "random"], size=2)
    text = "".join(
        "".join(rng.choice(list("H.")) for _ in range(8)) if one == "random" else str(one)
        for one in pattern
    )
    return "".join(("." if one == "H" else "H") if rng.random() < 0.06 else one for one in text)
