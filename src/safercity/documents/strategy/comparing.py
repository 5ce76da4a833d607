"""`compare_strategies`: two versions in words, as message ids with values."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from safercity.documents.strategy.facets import Facet, Part, is_code, list_parts
from safercity.documents.strategy.strategy import Strategy
from safercity.documents.strategy.words import (
    BEARING,
    DIRECTIONS,
    MESSAGES,
    SWITCHED,
    THE_WHOLE,
    name_field,
)
from safercity.evidence.findings import Statement, say

ChangeKind = Literal[
    "added", "removed", "reworded", "moved", "renumbered", "reordered", "direction", "changed",
    "field_added", "field_removed", "entry_added", "entry_removed",
]  # fmt: skip

_OF_A_FIELD = (
    "reworded", "changed", "field_added", "field_removed", "entry_added", "entry_removed",
)  # fmt: skip


@dataclass(frozen=True)
class Change:
    """One difference. `before` and `after` are the texts of both sides, None where there is none.

    `id` is the part's in the new version ("" for the strategy itself), `field` what of it changed.
    `about`: what a part that is added says beyond its title.
    """

    kind: ChangeKind
    what: str
    id: str
    title: str
    field: str = ""
    before: str | None = None
    after: str | None = None
    about: str = ""

    @property
    def is_switch(self) -> bool:
        """Whether it is a yes or no that turned: a sentence says it without both sides."""
        return self.kind == "changed" and self.field in SWITCHED

    @property
    def statement(self) -> Statement:
        """The message id with its values, as findings have them."""
        values = {
            "subject": self._name_subject(),
            "title": self.title or self.what,
            "field": name_field(self.field),
            "before": _close(self.before),
            "after": _close(self.after),
        }
        if self.is_switch:
            values["after"] = SWITCHED[self.field][self.after == "yes"]
            return Statement("strategy.switched", values)
        kind = BEARING.get(self.kind, self.kind) if self.field == "relates" else self.kind
        return Statement(f"strategy.{kind}", values)

    def _name_subject(self) -> str:
        """With its title where the change is of a field, so that a reader need not look it up.

        A slug of the file is said only where the ids themselves changed.
        """
        if not self.id:
            return THE_WHOLE
        subject = f"{self.what} {self.id}" if self._says_id else self.what
        if self.kind == "reordered" and not self.code:
            return f"{subject} “{self.title}”"
        told = self.title and self.kind in _OF_A_FIELD and self.field not in ("title", "term")
        return f"{subject}, “{self.title}”" if told else subject

    @property
    def code(self) -> str:
        """The part's id where people say it; "" for a slug."""
        return self.id if is_code(self.id) else ""

    @property
    def _says_id(self) -> bool:
        return bool(self.code) or self.kind == "renumbered"

    @property
    def sentence(self) -> str:
        """The change in English."""
        return say(self.statement, MESSAGES)


@dataclass(frozen=True)
class StrategyComparison:
    """What differs between an old and a new version, in the order of the new one."""

    old: str
    new: str
    changes: tuple[Change, ...]

    @property
    def sentences(self) -> tuple[str, ...]:
        """Every change in English; one sentence where nothing differs."""
        told = tuple(change.sentence for change in self.changes)
        return told or (say(Statement("strategy.same"), MESSAGES),)

    def count(self) -> dict[str, int]:
        """How many changes there are of each kind that occurs."""
        kinds = [change.kind for change in self.changes]
        return {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)}


def compare_strategies(old: Strategy, new: Strategy) -> StrategyComparison:
    """What was added, taken out, reworded, moved, renumbered, or given another direction.

    Parts are recognised by id; one that has another id under the same title was renumbered. Version
    numbers and where a copy was made from are not compared.
    """
    before, after = list_parts(old), list_parts(new)
    renumbered = _match_renumbered(before, after)
    changes: list[Change] = []
    for part in after.values():
        former = before.get(renumbered.get(part.id, part.id))
        if former is None:
            text = part.facets.get("about")
            about = text.text if text and text.text != part.title else ""
            told = {"after": part.title, "about": about}
            changes.append(Change("added", part.noun, part.id, part.title, **told))
        else:
            changes += _compare(former, part, renumbered=renumbered, after=after)
    changes += [
        Change("removed", part.noun, part.id, part.title, before=part.title)
        for part in sorted(before.values(), key=_number)
        if part.id not in after and part.id not in renumbered.values()
    ]
    changes += _find_reordered(before, after)
    return StrategyComparison(_name(old), _name(new), tuple(changes))


def _number(part: Part) -> tuple[bool, str, list[int]]:
    """Codes as people count them, 1.9 before 1.10; what has none stays as it stands, after them."""
    if not is_code(part.id):
        return True, "", []
    letter = part.id[0] if part.id[0].isalpha() else ""
    return False, letter, [int(figure) for figure in part.id.removeprefix(letter).split(".")]


def _close(text: str | None) -> str | None:
    """Without the full stop that the sentence around it brings itself."""
    return text.removesuffix(".") if text else text


def _name(strategy: Strategy) -> str:
    return f"{strategy.id}, version {strategy.version}"


def _match_renumbered(before: Mapping[str, Part], after: Mapping[str, Part]) -> dict[str, str]:
    """New id → old id, for parts that only one side has and that bear the same noun and title."""
    gone = {(part.noun, part.title): part.id for part in before.values() if part.id not in after}
    matched: dict[str, str] = {}
    for part in after.values():
        if part.id not in before and (part.noun, part.title) in gone:
            matched[part.id] = gone.pop((part.noun, part.title))
    return matched


def _compare(
    old: Part, new: Part, *, renumbered: Mapping[str, str], after: Mapping[str, Part]
) -> Iterator[Change]:
    what, title = new.noun, new.title
    if old.id != new.id:
        yield Change("renumbered", what, new.id, title, before=old.id, after=new.id)
    if renumbered.get(new.holder, new.holder) != old.holder:
        came = after[old.holder].title if old.holder in after else old.holder
        ends = (f"{old.holder} ({came})", f"{new.holder} ({after[new.holder].title})")
        yield Change("moved", what, new.id, title, before=ends[0], after=ends[1])
    for name in dict.fromkeys((*old.facets, *new.facets)):
        change = _compare_facets(old.facets.get(name), new.facets.get(name), name=name)
        if change is not None:
            kind, first, last = change
            yield Change(kind, what, new.id, title, name, first, last)


def _compare_facets(
    old: Facet | None, new: Facet | None, *, name: str
) -> tuple[ChangeKind, str | None, str | None] | None:
    if old is None or new is None:
        if new is not None:
            return "field_added", None, new.text
        return ("field_removed", old.text, None) if old is not None else None
    if old.value == new.value:
        return None
    if name == "direction":
        return "direction", DIRECTIONS[old.value], DIRECTIONS[new.value]
    gone, came = _tell_only(old, new), _tell_only(new, old)
    if gone or came:
        if gone and came:
            return "changed", gone, came
        return ("entry_added", None, came) if came else ("entry_removed", gone, None)
    kind: ChangeKind = "reworded" if "words" in (old.kind, new.kind) else "changed"
    return kind, old.text, new.text


def _tell_only(one: Facet, other: Facet) -> str:
    """Those entries that only the one has; "" where there are none, or it lists no entries."""
    pairs = zip(one.value, one.entries, strict=True) if one.entries else ()
    return "; ".join(text for value, text in pairs if value not in other.value)


def _find_reordered(before: Mapping[str, Part], after: Mapping[str, Part]) -> Iterator[Change]:
    """Lists whose common members stand in another order."""
    for (holder, name), now in _group(after).items():
        then = _group(before).get((holder, name), [])
        common = [each for each in now if each in then]
        former = [each for each in then if each in now]
        if common != former:
            what, field = after[holder].noun, name.replace("_", " ")
            sides = (", ".join(former), ", ".join(common))
            yield Change("reordered", what, holder, after[holder].title, field, *sides)


def _group(parts: Mapping[str, Part]) -> dict[tuple[str, str], list[str]]:
    grouped: dict[tuple[str, str], list[str]] = {}
    for part in parts.values():
        if part.id:
            grouped.setdefault((part.holder, part.list_name), []).append(part.id)
    return grouped
