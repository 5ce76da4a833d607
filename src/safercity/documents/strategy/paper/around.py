"""What stands around the priorities: people at risk, places, families, what was done, money."""

from __future__ import annotations

from collections.abc import Iterator

from safercity.documents.strategy.background import Achievement, Funding
from safercity.documents.strategy.paper.telling import Teller, label, lay_table
from safercity.documents.values import Block, Cell, Paragraph, Section
from safercity.documents.words import capitalise, write_count, write_month

DONE = {"What was done": 0.42, "Figure": 0.16, "When": 0.13, "With": 0.29}
MONEY = {"Fund": 0.24, "Amount": 0.14, "For what": 0.34, "Posts it pays for": 0.28}
REVIEWS = {"Review": 0.3, "How often": 0.14, "Key action": 0.11, "What it covers": 0.45}


def build_around(tell: Teller) -> Iterator[Section]:
    """Risk groups, place-based working, family support, achievements, money, reviews."""
    strategy = tell.strategy
    groups: list[Block] = [*tell.points([each.title for each in strategy.risk_groups])]
    if strategy.risk_groups_changed:
        groups += tell.paragraph(strategy.risk_groups_changed.about)
    yield Section("risk-groups", "People and communities at greatest risk", tuple(groups))
    yield _build_places(tell)
    yield _build_families(tell)
    done = [_write_achievement(each, tell) for each in strategy.achievements]
    told = lay_table("Achievements", DONE, rows=done)
    yield Section("achievements", "What was done before", told)
    money = [_write_funding(each, tell) for each in strategy.funding]
    yield Section("funding", "Money", lay_table("Money by fund", MONEY, rows=money))
    reviews = [
        (
            Cell(tell.say(each.title)),
            Cell(capitalise(label(each.every))),
            Cell(each.action or ""),
            Cell(tell.say(each.about)),
        )
        for each in strategy.reviews
    ]
    blocks = lay_table("Reviews, and the key actions they stand in", REVIEWS, rows=reviews)
    yield Section("reviews", "Reviews that it promises", blocks)


def _build_places(tell: Teller) -> Section:
    places = tell.strategy.place_based
    if places is None:
        return Section("places", "", ())
    blocks: list[Block] = [Paragraph(tell.say(places.about))]
    if places.overlaid:
        finds = tell.say(places.finds)
        blocks.append(Paragraph(f"Laid over each other: {tell.names(places.overlaid)}. {finds}."))
    if places.where:
        where = ", ".join(tell.say(each) for each in places.where)
        blocks.append(Paragraph(f"Where: {where}. {tell.say(places.resources)}".strip()))
    return Section("places", f"Place by place: {tell.say(places.title)}", tuple(blocks))


def _build_families(tell: Teller) -> Section:
    support = tell.strategy.family_support
    if support is None:
        return Section("families", "", ())
    blocks: list[Block] = [Paragraph(tell.say(support.about))]
    if support.names:
        blocks.append(Paragraph(f"Through: {tell.names(support.names)}."))
    if support.expects:
        blocks += [Paragraph("What it is expected to bring:"), *tell.points(support.expects)]
    blocks += tell.paragraph(support.participation)
    return Section("families", "Families and young people", tuple(blocks))


def _write_achievement(done: Achievement, tell: Teller) -> tuple[Cell, ...]:
    figure = "" if done.figure is None else f"{write_count(done.figure)} {tell.say(done.unit)}"
    return (
        Cell(tell.say(done.title), line=tell.say(done.about)),
        Cell(figure.strip()),
        Cell(_write_when(done)),
        Cell(tell.names(done.names)),
    )


def _write_when(done: Achievement) -> str:
    if done.month is not None:
        return write_month(f"{done.first_year}-{done.month:02d}")
    if done.first_year == done.last_year:
        return str(done.first_year)
    return f"{done.first_year} to {done.last_year}"


def _write_funding(fund: Funding, tell: Teller) -> tuple[Cell, ...]:
    amount = "Not stated" if fund.pounds is None else f"£{write_count(fund.pounds)}"
    rounds = f"{fund.rounds} rounds" if fund.rounds and fund.rounds > 1 else ""
    posts = ", ".join(tell.say(post.title) for post in fund.posts)
    return (
        Cell(tell.say(fund.title)),
        Cell(amount, line=rounds),
        Cell(tell.say(fund.about)),
        Cell(posts),
    )
