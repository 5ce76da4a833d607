"""What a ranking says, and its table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from safercity.evidence.findings import Column, Statement, Table
from safercity.evidence.findings.firmness import FAIRLY_FIRM_AT
from safercity.evidence.taxonomy.priorities import GROUPS

if TYPE_CHECKING:
    from safercity.evidence.priorities.ranking import PriorityRanking

PERHAPS_AT = 0.20


def state_ranking(ranking: PriorityRanking) -> tuple[Statement, ...]:
    """The sentences of the paragraph."""
    ranked = [one for one in ranking.candidates if one.rank is not None]
    told = _state_top(ranking)
    left = [one.id for one in ranking.candidates if one.rank is None]
    if left:
        told.append(Statement("priorities.unranked", {"names": tuple(left)}))
    for criterion in ranking.criteria:
        names = tuple(one.id for one in ranked if criterion.id in one.missing)
        if names:
            values = {"criterion": criterion.id, "names": names}
            told.append(Statement("priorities.missing", values))
    if ranking.unasked:
        many = "_many" if len(ranking.unasked) > 1 else ""
        told.append(Statement(f"priorities.unasked{many}", {"names": ranking.unasked}))
    return tuple(told)


def state_limits(ranking: PriorityRanking) -> tuple[Statement, ...]:
    """What is printed wherever the ranking is shown."""
    ids = ("judgement", "relative", "overlap")
    return tuple(Statement(f"priorities.{name}") for name in ids)


def tabulate_ranking(ranking: PriorityRanking) -> Table:
    """A row for each candidate, in order of rank; None where not known."""
    columns = (
        Column("id", "Candidate", "id"),
        Column("title", "Title"),
        Column("rank", "Rank", "figure"),
        Column("rank_low", "Rank at best", "count"),
        Column("rank_high", "Rank at worst", "count"),
        Column("score", "Score (0 to 1)", "figure"),
        Column("least", "Score if what is missing were least", "figure"),
        Column("most", "Score if what is missing were most", "figure"),
        Column("known_share", "Known, by weight", "share"),
        Column("among_first", "Among the first", "share"),
        *(Column(group, group.capitalize()) for group in GROUPS),
        *(Column(f"by_{one.id}", one.title["en"], "figure") for one in ranking.criteria),
    )
    rows = []
    for one in ranking.candidates:
        by_criterion = (one.scaled.get(criterion.id) for criterion in ranking.criteria)
        title = ranking.titles.get(one.id, one.id)
        figures = (one.rank, one.rank_low, one.rank_high, one.score, one.least, one.most)
        bands = (one.bands[group] for group in GROUPS)
        rows.append(
            (one.id, title, *figures, one.known_share, one.among_first, *bands, *by_criterion)
        )
    return Table("priorities", columns, tuple(rows))


def _state_top(ranking: PriorityRanking) -> list[Statement]:
    ranked = [one for one in ranking.candidates if one.rank is not None]
    if not ranked:
        return [Statement("priorities.none")]
    top = ranked[0]
    if ranking.firmness is None:
        return [Statement("priorities.one", {"top": top.id})]
    sampling = ranking.settings.sampling
    firm = {"share": top.is_top, "weightings": sampling.weightings, "word": ranking.firmness}
    values = {"number": len(ranked), "top": top.id, "score": top.score, **top.bands}
    told = [Statement("priorities.top", values), Statement("priorities.firm", firm)]
    if len(ranked) > sampling.first:
        told += _state_first(ranking)
    if not ranking.turns:
        return [*told, Statement("priorities.no_turn")]
    turn = ranking.turns[0]
    changed = {"criterion": turn.criterion, "needed": turn.needed, "stated": turn.stated,
               "other": turn.other}  # fmt: skip
    return [*told, Statement("priorities.turn", changed)]


def _state_first(ranking: PriorityRanking) -> list[Statement]:
    told = []
    bands = (("first", FAIRLY_FIRM_AT, 2.0), ("perhaps", PERHAPS_AT, FAIRLY_FIRM_AT))
    for name, low, high in bands:
        names = tuple(
            one.id
            for one in ranking.candidates
            if one.among_first is not None and low <= one.among_first < high
        )
        if names:
            values = {"names": names, "first": ranking.settings.sampling.first}
            told.append(Statement(f"priorities.{name}", values))
    return told
