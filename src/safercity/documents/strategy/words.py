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
    "strategy.field_removed": "{subject}: {field} is no longer told. It was “{before}”.",
    "strategy.entry_added": "{subject}: {field} now has “{after}” too.",
    "strategy.switched": "{subject}: {after}.",
    "strategy.bears": "{subject}: it now bears on “{after}”.",
    "strategy.bears_no_longer": "{subject}: it no longer bears on “{before}”.",
    "strategy.entry_removed": "{subject}: {field} no longer has “{before}”.",
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
    "period: note": "the note to its period",
    "areas": "the areas it is for",
    "on board": "whether it has a seat on the Board",
    "agency": "the agency of the evidence that it is",
    "chair: post": "the post that chairs it",
    "chair: organisation": "whose post chairs it",
    "vice chair: post": "the post that is vice-chair",
    "vice chair: organisation": "whose post is vice-chair",
    "overseen by": "who oversees it",
    "inferred": "whether it is ours and not the strategy's word",
    "requires": "what it asks or allows",
    "nations": "the nations it holds in",
    "enacted": "its day of royal assent",
    "valid from": "the day from which it binds",
    "valid to": "the last day on which it binds",
    "amends": "what it amends",
    "successor": "what took its place",
    "commissioned": "whether it is a commissioned service",
    "holder": "who holds it",
    "posts": "the posts it pays for",
    "action": "the key action it stands in",
    "includes": "what it includes",
    "excludes": "what it leaves out",
    "says": "what each source says",
    "holds": "which source holds",
    "relates": "what it bears on",
}

SWITCHED = {  # a field that is yes or no: what holds once it is no, and once it is yes
    "joint": (
        "the Board does not answer for it any more",
        "the Board now answers for it as well",
    ),
    "on board": ("it has no seat on the Board any more", "it now has a seat on the Board"),
    "inferred": (
        "it is now the strategy's word, not ours",
        "it is now ours, not the strategy's word",
    ),
    "commissioned": (
        "it is not a commissioned service any more",
        "it is now a commissioned service",
    ),
}
BEARING = {
    "field_added": "bears",
    "entry_added": "bears",
    "field_removed": "bears_no_longer",
    "entry_removed": "bears_no_longer",
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
    "england": "England",
    "wales": "Wales",
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
