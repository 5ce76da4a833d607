"""The watch list: every new thing once, how each method saw it, and what was not looked at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from safercity.evidence.findings import (
    Basis,
    Caption,
    Column,
    Statement,
    Table,
    draw_bars,
    say_all,
)
from safercity.evidence.watch.list_limits import limit_not_looked, limit_themes
from safercity.evidence.watch.merging import News, NotLooked, Sighting
from safercity.evidence.watch.words import MESSAGES, METHOD_WORDS, rarity

TOLD_AT_MOST = 10


@dataclass(frozen=True)
class NewsList:
    """What is new, rarest first. `windows`: places whose risk is raised at the end of the records,
    by theme; they raise no alarm alone. `not_looked`: what could not be asked. `titles`: names of
    themes and places."""

    news: tuple[News, ...]
    windows: Mapping[str, tuple[Sighting, ...]]
    not_looked: tuple[NotLooked, ...]
    look: str
    statements: tuple[Statement, ...]
    limits: tuple[Statement, ...]
    settings: Mapping[str, Any]
    titles: Mapping[str, str] = field(default_factory=dict)

    @property
    def new(self) -> tuple[News, ...]:
        """Not told at an earlier look."""
        return tuple(one for one in self.news if one.is_new)

    def explain(self) -> str:
        return say_all(self.statements, MESSAGES, titles=self.titles)

    def table(self) -> Table:
        columns = (
            Column("theme", "Theme"), Column("at", "Around"),
            Column("places", "Places", "count"), Column("first", "From", "day"),
            Column("last", "To", "day"), Column("seen_by", "Seen by"),
            Column("observed", "Recorded", "count"), Column("expected", "Usual", "figure"),
            Column("years_between", "Recurrence interval", "figure", "years"),
            Column("since", "Told since", "day"), Column("is_new", "New", "flag"),
        )  # fmt: skip
        rows = tuple(
            (self._name(one.theme), self._name(one.rarest.at), len(one.places), one.first, one.last,
             ", ".join(one.methods), one.rarest.observed, one.rarest.expected,
             one.years_between, one.since, one.is_new)
            for one in self.news
        )  # fmt: skip
        return Table("news", columns, rows)

    def chart(self) -> dict[str, Any]:
        rows = [
            {
                "thing": f"{self._name(one.theme)}: {self._name(one.rarest.at)}",
                "times": round(one.rarest.observed / max(one.rarest.expected, 1e-9), 2),
            }
            for one in self.news[:TOLD_AT_MOST]
        ]
        caption = Caption(
            "What is new: recorded, as a multiple of usual",
            "A bar for each new thing: what was recorded over what would be usual.",
        )
        return draw_bars(rows, caption, name="thing", value="times")

    def _name(self, slug: str) -> str:
        return self.titles.get(slug, slug)


@dataclass(frozen=True)
class Looked:
    """What was looked at: `themes` with what their counts rest on, the last day of each one's
    records (`ends`), those whose delays are not known, the methods that could not be asked, the
    settings as plain values, names to tell with."""

    look: str
    themes: Mapping[str, Basis]
    ends: Mapping[str, str]
    delays_unknown: tuple[str, ...]
    not_looked: tuple[NotLooked, ...]
    settings: Mapping[str, Any]
    titles: Mapping[str, str]


def tell_news(news: tuple[News, ...], sightings: Sequence[Sighting], *, about: Looked) -> NewsList:
    """The list in words: `news`, and the windows among all `sightings`."""
    windows: dict[str, tuple[Sighting, ...]] = {}
    for theme in about.themes:
        open_now = tuple(one for one in sightings if one.method == "window" and one.theme == theme)
        if open_now:
            windows[theme] = open_now
    return NewsList(
        news=news,
        windows=windows,
        not_looked=about.not_looked,
        look=about.look,
        statements=_state(news, windows, ends=about.ends),
        limits=_limit(about),
        settings=about.settings,
        titles=about.titles,
    )


def _state(
    news: Sequence[News], windows: Mapping[str, tuple[Sighting, ...]], *, ends: Mapping[str, str]
) -> tuple[Statement, ...]:
    new = [one for one in news if one.is_new]
    still = [one for one in news if not one.is_new]
    told = [_state_number(new, ends)]
    told += [tell(one) for one in new[:TOLD_AT_MOST]]
    if still:
        told.append(Statement("watch.still", {"number": len(still)}))
        told += [tell(one) for one in still[: max(0, TOLD_AT_MOST - len(new))]]
    for theme, places in windows.items():
        until = max(one.last for one in places)
        values = {"theme": theme, "places": len(places), "look": ends[theme], "until": until}
        told.append(Statement("watch.windows", values))
    return tuple(told)


def _state_number(new: Sequence[News], ends: Mapping[str, str]) -> Statement:
    """How many, with the end of the very records that show them; of all where none does."""
    days = sorted({ends[one.theme] for one in new} or set(ends.values()))
    values: dict[str, object] = {"number": len(new)} if new else {}
    values["look"] = days[-1]
    if days[0] != days[-1]:
        values["first"] = days[0]
    apart = "_apart" if "first" in values else ""
    return Statement(f"watch.{'number' if new else 'nothing'}{apart}", values)


def tell(one: News) -> Statement:
    """One finding as a sentence: what, where, since when, and how rare."""
    rarest = one.rarest
    id_, rare = rarity("watch.news", one.years_between or 1.0)
    seen = [METHOD_WORDS[method] for method in one.methods]
    how = "at" if len(rarest.places) == 1 else "around"
    values = {
        "theme": one.theme, "observed": rarest.observed, "expected": rarest.expected,
        "how": "in" if rarest.method == "rise" else how, "at": rarest.at,
        "first": rarest.first, "last": rarest.last,
        "seen": seen, "count": len(seen), **rare,
    }  # fmt: skip
    return Statement(id_, values)


def _limit(about: Looked) -> tuple[Statement, ...]:
    setting = {
        "alarms": about.settings["alarms_per_year"],
        "monitors": about.settings["monitors"],
    }
    return (
        Statement("watch.setting", setting),
        *limit_not_looked(about.not_looked),
        *limit_themes(about.themes, about.delays_unknown),
    )
