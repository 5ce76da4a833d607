"""The verdict on one row of a plan: an action, or every reason why it is held."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from safercity.documents.strategy.plan_sheet.days import (
    EARLIEST,
    LATEST,
    NO_DAY,
    NoSuchDay,
    read_day,
)
from safercity.documents.strategy.plan_sheet.headings import simplify
from safercity.documents.strategy.plan_sheet.values import (
    Confidence,
    PlanAction,
    State,
    WhyHeld,
)
from safercity.evidence.extracts.sheets import write_cell

_STATE_WORDS: dict[State, tuple[str, ...]] = {
    "not_started": ("not started", "not yet started", "to start", "planned", "grey", "white"),
    "under_way": (
        "under way", "underway", "in progress", "on track", "started", "ongoing", "green", "g",
    ),
    "at_risk": ("at risk", "amber", "a", "some risk", "slipping"),
    "late": ("late", "overdue", "delayed", "off track", "behind", "red", "r"),
    "blocked": ("blocked",),
    "done": (
        "done", "complete", "completed", "closed", "achieved", "finished", "blue", "b",
        "done by owner",
    ),
    "verified": ("verified", "done and verified"),
    "stopped": ("stopped", "cancelled", "withdrawn", "on hold", "paused"),
}  # fmt: skip
_CONFIDENCE: dict[str, Confidence] = {
    "high": "high", "green": "high", "medium": "medium", "amber": "medium", "low": "low",
    "red": "low", "notsaid": "",
}  # fmt: skip
_STATES = {simplify(word): state for state, words in _STATE_WORDS.items() for word in words}
_TEXTS = (
    "owner_agency",
    "ref",
    "owner_post",
    "measure",
    "place",
    "funding",
    "evidence",
    "progress",
)
_LETTERS_BEFORE = re.compile(r"^(ka|no|action)?[.\s#-]*(?=\d)")


@dataclass
class Judge:
    """Knows the strategy's key actions (id → title), and which actions were told before, where."""

    key_actions: Mapping[str, str]
    told: dict[PlanAction, str] = field(default_factory=dict)

    def judge(self, cells: Mapping[str, Any], *, place: str) -> PlanAction | tuple[WhyHeld, ...]:
        """The action in the cells of a row (by field), or all that keeps the row from being one."""
        why: list[WhyHeld] = []
        texts = {name: _tidy(value) for name, value in cells.items()}
        what = texts.get("what", "")
        number = next((cells[name] for name in ("key_action", "ref") if texts.get(name)), None)
        key_action = self._find_key_action(number, what, why=why)
        what = what or _after_number(texts.get("key_action", ""), key_action)
        if not what:
            why.append(WhyHeld("no_action", "says not what will be done", "Write the action."))
        due_words = texts.get("due", "") if texts.get("due", "").casefold() in NO_DAY else ""
        action = PlanAction(
            key_action=key_action,
            what=what,
            **{name: texts.get(name, "") for name in _TEXTS},
            partners=_split(texts.get("partners", "")),
            start=_take_day(cells.get("start"), "start", why=why),
            due=None if due_words else _take_day(cells.get("due"), "due", why=why),
            due_words=due_words,
            state=_take_state(texts.get("state", ""), why=why),
            confidence=_take_confidence(texts.get("confidence", ""), why=why),
        )
        if action.start and action.due and action.due < action.start:
            days = f"is due on {action.due}, before it starts on {action.start}"
            why.append(WhyHeld("due_before_start", days, "Mend one of the two days."))
        if not why:
            self._refuse_twice(action, place, why=why)
        return tuple(why) if why else action

    def _find_key_action(self, value: Any, what: str, *, why: list[WhyHeld]) -> str:
        """By its number; without one, by the first word of the action; else by its title."""
        text = _tidy(value)
        named = _list_named(text or "".join(what.split()[:1]), self.key_actions)
        # A spreadsheet keeps 2.10, typed as a number, as 2.1.
        longer = [f"{one}0" for one in named if isinstance(value, float)]
        cut = [one for one in longer if one in self.key_actions]
        if len(named) == 1 and not cut:
            return named[0]
        titled = [one for one, title in self.key_actions.items() if _same(title, text, what)]
        if len(titled) == 1 and titled[0] in ([*named, *cut] or titled):
            return titled[0]
        why.append(_say_unclear(text, named))
        return ""

    def _refuse_twice(self, action: PlanAction, place: str, *, why: list[WhyHeld]) -> None:
        if action in self.told:
            what = f"tells the same action as {self.told[action]}"
            why.append(WhyHeld("twice", what, "Take one out, or tell the two apart."))
        self.told.setdefault(action, place)


def _tidy(value: Any) -> str:
    """The text of a cell: line ends as one sign, nothing around it."""
    return re.sub(r"\r\n?", "\n", write_cell(value)).strip()


def _list_named(text: str, known: Mapping[str, str]) -> list[str]:
    """The known ids that stand in a text as words of their own, in their order."""
    by_name = {each.casefold(): each for each in known}
    whole = text.casefold()
    if whole in by_name:
        return [by_name[whole]]
    words = [word.strip(".-–:#") for word in re.split(r"[\s,;:()/&]+", whole)]
    found = [by_name.get(word) or by_name.get(_LETTERS_BEFORE.sub("", word)) for word in words]
    return list(dict.fromkeys(filter(None, found)))


def _same(title: str, *texts: str) -> bool:
    return any(text and simplify(text).endswith(simplify(title)) for text in texts)


def _after_number(text: str, key_action: str) -> str:
    """What stands after "1.3" in "1.3 Review the framework"."""
    found = re.match(rf"\W*(?:ka|no|action)?\W*{re.escape(key_action)}\W+(.+)", text, re.I | re.S)
    return found[1].strip() if found and key_action else ""


def _say_unclear(text: str, named: list[str]) -> WhyHeld:
    if not text:
        what, advice = "names no key action", "Give its number, such as 1.3."
        return WhyHeld("no_key_action", what, advice)
    if len(named) > 1:
        what = f"names several key actions: {', '.join(named)}"
        return WhyHeld("several_key_actions", what, "Give each its own row.")
    if named:
        what = f"gives {named[0]} as a number, which is how a spreadsheet also shows {named[0]}0"
        return WhyHeld("unclear_key_action", what, "Format the column as text, and write it again.")
    what = f"names {text!r}, which is no key action of this strategy"
    return WhyHeld("unknown_key_action", what, "Give the number of one, such as 1.3.")


def _take_day(value: Any, name: str, *, why: list[WhyHeld]) -> date | None:
    text = _tidy(value)
    if not text:
        return None
    try:
        day = read_day(value, is_end=name == "due")
    except NoSuchDay:
        what = f"{name}: {text!r} is no day of the calendar"
        why.append(WhyHeld("impossible_day", what, "Write day, month, year: 31/03/2026."))
        return None
    if day is None or not EARLIEST <= day <= LATEST:
        what = f"{name}: {text!r} cannot be read as a day"
        why.append(WhyHeld("unreadable_day", what, "Write day, month, year: 31/03/2026."))
        return None
    return day


def _take_state(text: str, *, why: list[WhyHeld]) -> State | None:
    if not text:
        return None
    state = _STATES.get(simplify(text)) or _STATES.get(simplify(text.split("–")[0].split(" - ")[0]))
    if state is None:
        told = ", ".join(words[0] for words in _STATE_WORDS.values())
        why.append(WhyHeld("unknown_state", f"state: {text!r} is not known", f"Use {told}."))
    return state


def _take_confidence(text: str, *, why: list[WhyHeld]) -> Confidence:
    found = _CONFIDENCE.get(simplify(text)) if text else ""
    if found is None:
        what = f"confidence: {text!r} is not known"
        why.append(WhyHeld("unknown_confidence", what, "Use high, medium, low."))
    return found or ""


def _split(text: str) -> tuple[str, ...]:
    return tuple(filter(None, (part.strip() for part in re.split(r"[;\n]", text))))
