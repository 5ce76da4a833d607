"""What surfaces say, as templates by message id."""

from __future__ import annotations

from safercity.evidence.places.basis_words import BASIS_MESSAGES

MESSAGES: dict[str, str] = BASIS_MESSAGES | {
    "places.density.drawn": "{total:count} in all, at {distinct:count} distinct points, spread "
    "with a {kernel} kernel of {bandwidth:count} metres.",
    "places.density.peak": "The surface is highest near easting {easting:.0f}, northing "
    "{northing:.0f}, at {value:figure} per square kilometre.",
    "places.density.nothing": "There were no records to draw.",
    "places.density.no_test": "This is a picture and tests nothing: it cannot say what chance "
    "alone would draw.",
    "places.density.rate": "The rate is highest near easting {easting:.0f}, northing "
    "{northing:.0f}, at {high:figure} for each {per:count}.",
    "places.density.change": "The largest rise is near easting {easting:.0f}, northing "
    "{northing:.0f}: {high:figure} more per square kilometre and period; at the other end, near "
    "easting {low_easting:.0f}, northing {low_northing:.0f}, the change is {low:figure}.",
    "places.density.no_rise": "It rose nowhere: the largest fall is near easting "
    "{low_easting:.0f}, northing {low_northing:.0f}, where the change is {low:figure} per square "
    "kilometre and period.",
    "places.density.no_rate": "No rate can be told anywhere: there is nothing to divide by.",
    "places.density.untold": "In {share:share} of the area there is too little to divide by, and "
    "no rate is told.",
    "places.density.limit.bandwidth": "The bandwidth, {bandwidth:count} metres, decides what is "
    "seen: a wider one joins places, a narrower one splits them.",
    "places.density.limit.edge": "What lies beyond the records' edge is not known, so the surface "
    "is too low there.",
    "places.density.limit.rate": "Where few live or stay, a rate is high by chance alone.",
    "places.density.limit.change": "Where more was recorded before, more can go: changes are not "
    "set against what was usual.",
}
