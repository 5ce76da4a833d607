"""Names as people would say them; generic and protected ones never."""

from __future__ import annotations

import numpy as np

from safercity.evidence.places import (
    NameCandidate,
    NameRules,
    flag_artefacts,
    name_apart,
    name_place,
)

HERE = np.array([(1000.0, 1000.0), (1250.0, 1000.0)])
RULES = NameRules(
    is_generic=lambda name: name.casefold() in {"supermarket", "parking area"},
    protected=frozenset({"Willow House"}),
)


def at(name: str, weight: float, x: float = 1010.0) -> NameCandidate:
    return NameCandidate(name, x, 1000.0, weight)


def test_two_names_of_like_weight_are_both_said() -> None:
    names = [at("High Street", 60), at("Church Lane", 40), at("Back Alley", 3)]
    assert name_place(HERE, names, rules=RULES) == "High Street and Church Lane"


def test_a_much_heavier_name_stands_alone_and_weights_add_up() -> None:
    names = [at("High Street", 30), at("High Street", 30, 1240.0), at("Church Lane", 20)]
    assert name_place(HERE, names, rules=RULES) == "High Street"


def test_generic_names_never_name_a_place_however_many_records_carry_them() -> None:
    names = [at("Supermarket", 900), at("PARKING AREA", 500), at("Mill Row", 2)]
    assert name_place(HERE, names, rules=RULES) == "Mill Row"


def test_protected_premises_never_appear_in_a_name() -> None:
    names = [at("willow house hostel", 90), at("Mill Row", 2)]
    assert name_place(HERE, names, rules=RULES) == "Mill Row"
    assert name_place(HERE, names[:1], rules=RULES, fallback="Eastfield") == "Eastfield"


def test_the_nearest_name_outside_then_the_fallback() -> None:
    assert name_place(HERE, [at("Long Road", 5, 1700.0)], rules=RULES) == "Near Long Road"
    assert name_place(HERE, [at("Far Road", 5, 9000.0)], rules=RULES, fallback="Moor") == "Moor"
    assert name_place(HERE, [], rules=RULES, fallback="Moor") == "Moor"


def test_names_that_stand_twice_are_told_apart() -> None:
    names = ["High Street", "High Street", "Mill Row", "Mill Row"]
    wards = ["Eastfield", "Moor", "Moor", "Moor"]
    assert name_apart(names, wards) == (
        "High Street, Eastfield",
        "High Street, Moor",
        "Mill Row, Moor",
        "Mill Row, Moor (2)",
    )


def test_artefacts_are_flagged_by_their_share_of_records() -> None:
    kinds = {"hospital": ["Hospital"], "police_station": ["Police Station"]}
    names = [at("Police Station", 30), at("Mill Row", 70), at("Hospital Road", 90)]
    assert flag_artefacts(HERE, names, artefacts=kinds) == ()  # 30 of 190 is too little
    names = [at("Police Station", 30), at("Mill Row", 70), at("Moor Lane Hospital", 40)]
    assert flag_artefacts(HERE, names, artefacts=kinds) == ("hospital", "police_station")
