"""High-demand places found in an overlay: the conductor of this room."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from safercity.evidence.findings.firmness import word_for
from safercity.evidence.overlay import Evidence, Overlay, weigh_quarters
from safercity.evidence.places.candidates import cut_rest, gather_candidates
from safercity.evidence.places.classes import (
    AGENCIES_ABLE_AT_LEAST,
    MULTI_AGENCY,
    UNDETERMINED,
    class_units,
    count_seeing,
)
from safercity.evidence.places.confirming import Confirmed, Totals, add_up, confirm_candidates
from safercity.evidence.places.describing import (
    describe_agencies,
    find_quarters,
    find_since,
    list_missed,
    rank_alone,
)
from safercity.evidence.places.found import Capture, FoundPlace, PlacesFound, UnitTable
from safercity.evidence.places.positions import Position, Terms, order_places
from safercity.evidence.places.ranking import Contender, hold_contest
from safercity.evidence.places.signals import Sequences, Signals, Weighed, read_signals
from safercity.evidence.places.telling import state_findings, state_limits
from safercity.evidence.places.timeline import Timeline
from safercity.evidence.runs import Run
from safercity.evidence.statistics import round_significant


@dataclass(frozen=True)
class Weighing:
    """The units as judged: signals by agency, classes, evidence of the last q quarters."""

    timeline: Timeline
    signals: tuple[Signals, ...]
    classes: np.ndarray
    evidence: tuple[Evidence, ...]
    need: int


def find_places(overlay: Overlay, *, run: Run) -> PlacesFound:
    """The high-demand places of an overlay, in order of rank.

    Source: our own method, docs/explanation/high-demand-places.md. Settings are those of the
    overlay. Limits come with the result (`limits`) and belong wherever it is shown.
    """
    weighing = weigh_units(overlay, run=run)
    heights = _heights(overlay, weighing)
    candidates = gather_candidates(
        overlay, weighing.signals, classes=weighing.classes, heights=heights
    )
    totals = add_up(overlay, candidates) if candidates else []
    confirmed = confirm_candidates(candidates, totals, timeline=weighing.timeline)
    contest = hold_contest(
        overlay.views,
        _list_contenders(overlay, weighing, totals=totals, confirmed=confirmed),
        window=weighing.timeline.window(),
        settings=overlay.settings,
        run=run,
    )
    able = _able(overlay, weighing)
    terms = Terms(able, weighing.need, overlay.settings)
    positions = order_places(confirmed, contest, terms=terms)
    places = _describe(overlay, weighing, totals=totals, positions=positions)
    return _gather(overlay, weighing, places=places, able=able)


def weigh_units(overlay: Overlay, *, run: Run) -> Weighing:
    """Judge every unit, agency by agency, and class it."""
    timeline = Timeline(overlay.quarters, overlay.settings)
    signals, evidence = [], []
    for done, view in enumerate(overlay.views):
        run.step("agencies", done, len(overlay.views))

        def test(window: np.ndarray, view=view) -> Weighed:
            weighed = weigh_quarters(view, window, settings=overlay.settings)
            return Weighed(weighed.ratio, weighed.is_seen)

        sequences = Sequences(view.agency, view.present, view.states, test)
        signals.append(read_signals(sequences, timeline))
        evidence.append(weigh_quarters(view, timeline.window(), settings=overlay.settings))
    able = sum(one.is_able for one in signals)
    return Weighing(
        timeline=timeline,
        signals=tuple(signals),
        classes=class_units(signals, overlay.settings),
        evidence=tuple(evidence),
        need=overlay.settings.agencies_needed(able),
    )


def score_units(overlay: Overlay, weighing: Weighing) -> np.ndarray:
    """Balanced score of every unit, 0 to 1: mean share of rank over the agencies that sent
    anything in the last q quarters, each agency counting alike."""
    window = weighing.timeline.window()
    shares = [
        evidence.rank_share
        for view, evidence in zip(overlay.views, weighing.evidence, strict=True)
        if (view.present & window).any()
    ]
    return round_significant(np.mean(shares, axis=0))


def _list_contenders(
    overlay: Overlay,
    weighing: Weighing,
    *,
    totals: Sequence[Totals],
    confirmed: Sequence[Confirmed],
) -> list[Contender]:
    """The places, in order, then the rest of the area cut into neighbourhoods."""
    timeline, need = weighing.timeline, weighing.need
    contenders = [
        Contender(place.units, find_quarters(place, totals, timeline=timeline, need=need))
        for place in confirmed
    ]
    taken = {unit for place in confirmed for unit in place.units}
    return contenders + [Contender(part, timeline.window()) for part in cut_rest(overlay, taken)]


def _heights(overlay: Overlay, weighing: Weighing) -> np.ndarray:
    """Mean over agencies of the ratio to typical of the unit and its neighbours."""
    window, ratios = weighing.timeline.window(), []
    for view in overlay.views:
        kept = window & view.present
        if kept.any():
            expected = view.expected_around[:, kept].sum(axis=1)
            ratios.append((view.around[:, kept].sum(axis=1) + 1) / (expected + 1))
    return round_significant(np.mean(ratios, axis=0))


def _able(overlay: Overlay, weighing: Weighing) -> tuple[str, ...]:
    able = tuple(one.agency for one in weighing.signals if one.is_able)
    if len(able) >= AGENCIES_ABLE_AT_LEAST:
        return able
    window = weighing.timeline.window()
    return tuple(view.agency for view in overlay.views if (view.present & window).any())


def _describe(
    overlay: Overlay,
    weighing: Weighing,
    *,
    totals: Sequence[Totals],
    positions: Sequence[tuple[Confirmed, Position]],
) -> tuple[FoundPlace, ...]:
    if not positions:
        return ()
    scores, timeline = score_units(overlay, weighing), weighing.timeline
    alone = rank_alone(totals, timeline)
    places = []
    for place, position in positions:
        since, until, from_start = find_since(place, totals, timeline=timeline, need=weighing.need)
        anchor = min(place.units, key=lambda unit: (-scores[unit], overlay.units.labels[unit]))
        described = describe_agencies(place, totals, timeline=timeline, ranks=alone)
        places.append(
            FoundPlace(
                units=tuple(overlay.units.labels[unit] for unit in place.units),
                class_=place.class_,
                agencies=place.agencies,
                rank=position.rank,
                rank_low=position.low,
                rank_high=position.high,
                since=since,
                until=until,
                is_since_start=from_start,
                stability=position.stability,
                sure=word_for(position.stability),
                missed_by=list_missed(place, totals, timeline=timeline),
                by_agency=described,
                unplaced_share=_unplaced(overlay, place),
                anchor=overlay.units.labels[anchor],
                score=position.score,
            )
        )
    return tuple(places)


def _unplaced(overlay: Overlay, place: Confirmed) -> float:
    """The largest share of unplaced records among the agencies that see the place."""
    shares = [one.unplaced_share for one in overlay.views if one.agency in place.agencies]
    return float(round_significant(max(shares, default=0.0)))


def _gather(
    overlay: Overlay,
    weighing: Weighing,
    *,
    places: tuple[FoundPlace, ...],
    able: tuple[str, ...],
) -> PlacesFound:
    several = [one for one in places if one.class_ in MULTI_AGENCY]
    missed = {agency: sum(one.missed_by.get(agency, False) for one in several) for agency in able}
    what = "lasting" if UNDETERMINED not in weighing.classes else "partial"
    table = UnitTable(
        labels=overlay.units.labels,
        score=score_units(overlay, weighing),
        agencies=count_seeing(weighing.signals, what),
        classes=tuple(str(one) for one in weighing.classes),
    )
    able_now = sum(one.is_able for one in weighing.signals)
    return PlacesFound(
        places=places,
        units=table,
        quarters=overlay.quarters,
        counted=tuple(view.agency for view in overlay.views),
        context=overlay.context,
        agencies_needed=weighing.need,
        capture=Capture(len(several), missed),
        statement=state_findings(overlay, places, able=able_now, need=weighing.need),
        limits=state_limits(overlay, weighing.timeline),
        settings=overlay.settings,
    )
