"""What a published strategy changes among measures: definition sheets for its outcomes."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safercity.documents.measures import Definition, load_definitions
from safercity.documents.strategy import Strategy
from safercity.partnership.common.content import find_own_content
from safercity.partnership.common.following import Effect, Published, What
from safercity.partnership.common.viewers import SYSTEM, Viewer
from safercity.partnership.performance import rules
from safercity.partnership.performance.actions.measures import adopt_measures, end_measures
from safercity.partnership.performance.models import Measure


def plan_effects(published: Published) -> list[Effect]:
    """Definition sheets that are lacking; measures of what went; outcomes that want another way."""
    measures = list(Measure.objects.all())
    return [
        *_plan_new(published, measures),
        *_plan_ends(published, measures),
        *_plan_looks(published, measures),
    ]


def _group() -> str:
    return _("Measures")


def _plan_new(published: Published, measures: list[Measure]) -> Iterator[Effect]:
    known = {each.code for each in measures}
    lacking = [one for one in list_fitting(published.strategy) if one.code not in known]
    if lacking:
        n = len(lacking)
        words = ngettext(
            "%(n)d definition sheet comes in: %(titles)s.",
            "%(n)d definition sheets come in: %(titles)s.",
            n,
        )
        titles = "; ".join(one.title["en"] for one in lacking)
        act = partial(_adopt, lacking)
        yield Effect(_group(), What.NEW, words % {"n": n, "titles": titles}, act)


def _adopt(lacking: list[Definition], *, by: Viewer) -> None:
    """The sheets come with Safer City: that is the site's act, once the manager may have it."""
    if by is not SYSTEM:
        rules.keep_measures(by)
    adopt_measures(lacking, by=SYSTEM)


def list_fitting(strategy: Strategy) -> list[Definition]:
    """The sheets of what this strategy holds and of the city, with those they are read with.

    A sheet whose file numbers outcomes as another strategy does is left out: its "O1.1" is another.
    """
    names = {"", strategy.id, strategy.adapted_from}
    fitting = {
        one.code: one for one in load_definitions(find_own_content()) if one.strategy in names
    }
    wanted = {c for c, one in fitting.items() if not one.serves or one.serves in strategy.by_id}
    for code in tuple(wanted):
        wanted |= {fitting[code].companion, fitting[code].city}
    return [one for code, one in fitting.items() if code in wanted]


def _plan_ends(published: Published, measures: list[Measure]) -> Iterator[Effect]:
    """Measures of what the strategy no longer has end; of what it has again they go on."""
    strategy, former = published.strategy, published.former
    back = [each for each in measures if each.ended_on and each.serves in strategy.by_id]
    if back:
        words = _("Measured again: %s.") % "; ".join(each.title for each in back)
        yield Effect(_group(), What.CHANGED, words, partial(end_measures, back, None))
    gone = [
        each
        for each in measures
        if each.ended_on is None
        and former
        and each.serves in former.by_id
        and each.serves not in strategy.by_id
    ]
    if gone:
        words = _("No longer measured, as the strategy no longer has what they serve: %s.")
        words %= "; ".join(each.title for each in gone)
        yield Effect(_group(), What.ENDED, words, partial(end_measures, gone, published.day))


def _plan_looks(published: Published, measures: list[Measure]) -> Iterator[Effect]:
    """Outcomes that want another direction: their measures are people's to change."""
    if published.former is None:
        return
    was = {outcome.id: outcome.direction for outcome in published.former.outcomes}
    for outcome in published.strategy.outcomes:
        if was.get(outcome.id, outcome.direction) == outcome.direction:
            continue
        for measure in measures:
            if measure.serves != outcome.id or measure.ended_on:
                continue
            told = {"outcome": f"{outcome.id} {outcome.title['en']}", "measure": measure.title}
            words = _("%(outcome)s wants another direction: look at the sheet of “%(measure)s”.")
            yield Effect(_group(), What.LOOK, words % told)
