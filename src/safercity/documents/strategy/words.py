"""The sentences of a comparison of two strategies, by message id."""

from __future__ import annotations

MESSAGES = {
    "strategy.same": "Nothing differs between the two.",
    "strategy.added": "New {subject}: “{title}”.",
    "strategy.removed": "{subject} is taken out: “{title}”.",
    "strategy.reworded": "{subject}, {field}: “{before}” now reads “{after}”.",
    "strategy.moved": "{subject}, “{title}”, moves from {before} to {after}.",
    "strategy.renumbered": "{subject} was {before} before: “{title}”.",
    "strategy.reordered": "The order of {field} in {subject} changes: {before} becomes {after}.",
    "strategy.direction": "{subject}, “{title}”: its direction was {before} and is {after}.",
    "strategy.changed": "{subject}, {field}: was {before}, is {after}.",
    "strategy.field_added": "{subject}, {field}: now says {after}.",
    "strategy.field_removed": "{subject}, {field}: no longer says {before}.",
}

LABELS = {
    "city": "city-wide",
    "high_demand": "high-demand areas",
    "linked": "aligned with",
    "leaned_on": "leaned on",
    "own": "the partnership's own",
    "multi_agency": "multi-agency",
    "place_based": "place-based",
    "two_tier": "two-tier",
    "principal_area": "principal area",
    "day": "every day",
    "week": "every week",
    "month": "every month",
    "quarter": "every quarter",
    "year": "every year",
    "case": "case by case",
    "continue": "go on",
}

DIRECTIONS = {"down": "down", "up": "up", "count": "none stated"}
THE_WHOLE = "the strategy"
