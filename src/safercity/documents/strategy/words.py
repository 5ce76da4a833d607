"""The sentences of a comparison of two strategies, by message id."""

from __future__ import annotations

MESSAGES = {
    "strategy.same": "Nothing differs between the two.",
    "strategy.added": "New {subject}: “{title}”.",
    "strategy.removed": "{subject} is taken out: “{title}”.",
    "strategy.reworded": "{subject}: {field} “{before}” now reads “{after}”.",
    "strategy.moved": "{subject}, “{title}”, moves from {before} to {after}.",
    "strategy.renumbered": "{subject} was {before} before: “{title}”.",
    "strategy.reordered": "The order of {field} in {subject} changes: {before} becomes {after}.",
    "strategy.direction": "{subject}, “{title}”: its direction was {before} and is {after}.",
    "strategy.changed": "{subject}: {field} was {before} and is {after}.",
    "strategy.field_added": "{subject}: {field} is new and says “{after}”.",
    "strategy.field_removed": "{subject}: {field} “{before}” is taken out.",
}

FIELDS = {
    "about": "its explanation",
    "accountable": "the body that answers for it",
    "joint": "whether the Board answers for it as well",
    "lead": "who leads it",
    "names": "what it names",
    "every": "how often it comes",
    "vision: words": "its vision",
    "period: first year": "its first year",
    "period: last year": "its last year",
    "period: years": "how many years it is for",
    "lines": "what it reports to",
    "why": "what puts them at risk",
    "overlaid": "whose data are laid over each other",
    "finds": "what that finds",
    "where": "where it is done",
    "expects": "what it is expected to bring",
    "participation": "how young people take part",
    "asked": "who was asked",
    "channels": "how they were asked",
    "responses over": "how many responses came",
}


def name_field(field: str) -> str:
    """A field of a part as a sentence names it: "its explanation in Welsh"."""
    name, _, language = field.partition(" (")
    told = FIELDS.get(name, f"its {name}")
    return f"{told} in Welsh" if language.startswith("cy") else told


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
