"""Gathers the paper of a strategy: what it sets out to do, who answers, what it stands on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from safercity.documents.strategy.counting import count_strategy
from safercity.documents.strategy.paper.around import build_around
from safercity.documents.strategy.paper.basis import build_basis
from safercity.documents.strategy.paper.governing import build_governing
from safercity.documents.strategy.paper.links import build_links
from safercity.documents.strategy.paper.plan import build_plan
from safercity.documents.strategy.paper.telling import Teller
from safercity.documents.strategy.strategy import Strategy
from safercity.documents.values import Document, Fact
from safercity.documents.words import lower_first, write_date
from safercity.evidence.findings.statements import join_words

SUBJECT = "Community safety strategy"
OWN_WORDS = (
    "Restated in the software's own words from the published strategy, whose text holds where the "
    "two differ."
)
MADE_UP = "Made up for a demonstration. Every name, figure and day in this paper is invented."


@dataclass(frozen=True)
class StrategyCover:
    """What stands around the paper: its marking, the day it was made, and a notice.

    `notice` empty takes our own: that it is made up, or that its words are not the published ones.
    """

    marking: str = "OFFICIAL"
    made: date | None = None
    notice: str = ""


def build_strategy_document(strategy: Strategy, cover: StrategyCover | None = None) -> Document:
    """The paper's content. The same strategy and cover give an equal document."""
    cover, tell = cover or StrategyCover(), Teller(strategy)
    period = f"{strategy.period.first_year} to {strategy.period.last_year}"
    sections = (
        *build_plan(tell),
        *build_governing(tell),
        *build_around(tell),
        *build_links(tell),
        *build_basis(tell),
    )
    return Document(
        subject=SUBJECT,
        title=tell.say(strategy.title),
        lead=_write_lead(tell),
        owner=tell.say(strategy.partnership),
        marking=cover.marking,
        notice=cover.notice or (MADE_UP if strategy.made_up else OWN_WORDS),
        edition=str(strategy.version),
        dated=f"Made {write_date(cover.made)}" if cover.made else f"For {period}",
        facts=_gather_facts(strategy, period),
        sections=tuple(section for section in sections if section.blocks),
    )


def _write_lead(tell: Teller) -> str:
    vision = tell.strategy.vision
    aim = f"To {lower_first(tell.say(vision.words))}"
    less = join_words([tell.say(each) for each in vision.by_reducing])
    return f"{aim}, by reducing {less}." if less else f"{aim}."


def _gather_facts(strategy: Strategy, period: str) -> tuple[Fact, ...]:
    counted = count_strategy(strategy)
    return (
        Fact("Years", period),
        Fact("Strategic priorities", str(counted["strategic_priorities"])),
        Fact("Supporting priorities", str(counted["supporting_priorities"])),
        Fact("Key actions", str(counted["key_actions"])),
        Fact("Outcomes", str(counted["outcomes"])),
        Fact("Version", str(strategy.version)),
    )
