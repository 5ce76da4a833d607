"""Invented names. None is a real local authority, ward, force, trust or person; streets are word
pairs."""

from __future__ import annotations

import numpy as np

CITY = "Ambersley"
NEIGHBOUR = "Farrowdale"
FORCE = "Ambersley Constabulary"
FIRE_SERVICE = "Ambersley Fire and Rescue"
HOSPITAL = "Ambersley General Infirmary"

TOWNS = ("Cindergate", "Wexhollow", "Brindlemoor", "Saltmarrow", "Kettleforth", "Oxenquay")

_WARD_HEADS = tuple(
    """
    Alder Bobbin Carding Dyers Ember Flint Glaze Hackle Inkle Jenny Kersey Loom Madder Needle
    Ochre Pewter Quarrel Rushlight Saggar Teasel Umber Vellum Weaver Yarrow
    """.split()
)
_WARD_TAILS = tuple(
    """
    combe croft dyke fold hollow moss rise stead thorpe wick
    """.split()
)

_STREET_HEADS = tuple(
    """
    Anvil Barrow Bellows Bellfounder Bobbin Brushmaker Café Candle Chandler Clinker Cooper
    Copperas Cordwainer Crucible Currier Dyehouse Farrier Feltmaker Fettler Flagstone Fuller Gauge
    Gilder Glover Hatter Hopper Joiner Kiln Lantern Lathe Lockmaker Maltster Mercer Nailer Ostler
    Paper Pitman Printer Quarry Quill Ratchet Ropewalk Sailmaker Sawpit Scrivener Shuttle Slater
    Spindle Tallow Tanyard Thatcher Tinker Treadle Turner Vintner Wainwright Wharf Wheelwright
    Whitesmith
    """.split()
)
_STREET_TAILS = tuple(
    """
    Street Road Lane Close Avenue Terrace Way Row Gardens Drive Crescent Grove Place Walk Bank
    View Mews Rise Hill Green Fields Park Approach Vale Square Yard Passage Wynd
    """.split()
)

LANDMARKS = (
    "Bus Station", "Market Hall", "Lantern Park", "Old Quay", "Clock Yard", "Canal Basin",
    "Leisure Pool", "Retail Park", "Skate Ramp", "Bandstand", "Library Steps", "Boating Lake",
)  # fmt: skip

GENERIC_SNAPS = ("Supermarket", "Parking Area", "Petrol Station", "Shopping Area")


def invent_wards(count: int, *, random: np.random.Generator) -> tuple[str, ...]:
    """`count` different ward names, in alphabetical order."""
    heads = random.permutation(np.repeat(_WARD_HEADS, 2))[:count]
    tails = random.permutation(np.tile(_WARD_TAILS, 1 + count // len(_WARD_TAILS)))
    names: list[str] = []
    for head in heads:
        names.append(next(head + tail for tail in tails if head + tail not in names))
        tails = np.roll(tails, -1)
    return tuple(sorted(names))


def invent_streets(count: int, *, random: np.random.Generator) -> tuple[str, ...]:
    """`count` street names in random order; a name comes again only when all pairs are used."""
    pairs = [f"{head} {tail}" for head in _STREET_HEADS for tail in _STREET_TAILS]
    order = np.concatenate([random.permutation(len(pairs)) for _ in range(1 + count // len(pairs))])
    return tuple(pairs[index] for index in order[:count])
