"""The sentences of a funnel."""

from __future__ import annotations

from collections.abc import Mapping

from safercity.evidence.findings import Basis, Statement
from safercity.evidence.profile.compare.areas import DENOMINATORS, KnownAreas
from safercity.evidence.profile.compare.funnel.found import FunnelSettings
from safercity.evidence.profile.compare.funnel.limits import Widening
from safercity.evidence.profile.compare.funnel.rows import FunnelRow
from safercity.evidence.profile.limits import state_limits

Told = tuple[tuple[FunnelRow, ...], KnownAreas, Widening]


def state_funnel(told: Told, *, own: str | None, settings: FunnelSettings) -> tuple[Statement, ...]:
    """How areas lie: the own one first, then how much all differ, and which lie outside."""
    rows, known, widening = told
    values = {
        "areas": len(rows), "rate": known.rate * settings.per, "per": settings.per,
        "denominator": settings.denominator_words,
    }  # fmt: skip
    return (
        Statement("profile.funnel_shares" if settings.as_shares else "profile.funnel", values),
        *(_state_own(one, known, settings=settings) for one in rows if one.label == own),
        *_state_widening(widening, settings=settings),
        *_state_outside(rows, settings=settings),
        *_state_between(rows, settings=settings),
        *([Statement("profile.few_areas", values)] if len(rows) < settings.fewest else []),
    )


def _state_own(one: FunnelRow, known: KnownAreas, *, settings: FunnelSettings) -> Statement:
    per = settings.per
    values = {"area": one.label, "rate": one.rate * per, "low": one.low * per}
    more = {"high": one.high * per, "ratio": one.rate / known.rate}
    return Statement(f"profile.own_{one.verdict}", values | more)


def _state_widening(widening: Widening, *, settings: FunnelSettings) -> tuple[Statement, ...]:
    if widening.kind == "none":
        return (Statement("profile.chance_only"),)
    if widening.kind == "additive" and widening.tau > 0:
        return (Statement("profile.areas_differ_by", {"tau": widening.tau}),)
    if widening.kind == "multiplicative" and widening.phi > 1:
        return (Statement("profile.areas_differ", {"phi": widening.phi}),)
    return (Statement("profile.areas_alike"),)


def _state_outside(
    rows: tuple[FunnelRow, ...], *, settings: FunnelSettings
) -> tuple[Statement, ...]:
    outer = f"{100 * settings.outer:g}%"
    chance: dict[str, object] = {"expected": (1 - settings.outer) * len(rows), "outer": outer}
    chance |= {"areas": len(rows)}
    far = [one for one in rows if one.verdict.startswith("far_")]
    if not far:
        return (Statement("profile.none_outside", chance),)
    told = []
    for name in ("far_above", "far_below"):
        found = sorted((one for one in far if one.verdict == name), key=lambda one: -abs(one.z))
        if found:
            labels = [one.label for one in found[: settings.named]]
            values = {"count": len(found), "labels": labels, "outer": outer}
            shown = "all" if len(found) == len(labels) else "some"
            told.append(Statement(f"profile.{name}_{shown}", values))
    clear = sum(one.q <= settings.discovery for one in rows)
    discovery = {"clear": clear, "discovery": settings.discovery}
    return (*told, Statement("profile.outside_by_chance", chance | discovery))


def _state_between(
    rows: tuple[FunnelRow, ...], *, settings: FunnelSettings
) -> tuple[Statement, ...]:
    between = sum(one.verdict in ("above", "below") for one in rows)
    if not between:
        return ()
    expected = (settings.outer - settings.inner) * len(rows)
    return (Statement("profile.between_limits", {"count": between, "expected": expected}),)


def limit_funnel(
    shared: list[Statement],
    widening: Widening,
    *,
    otherwise: Mapping[str, tuple[str, ...]],
    basis: Basis,
    settings: FunnelSettings,
) -> tuple[Statement, ...]:
    """What a comparison does not tell. `shared`: the limits of any comparison of areas."""
    limits = [*state_limits(basis), Statement("profile.limit.unlike"), *shared]
    if widening.kind != "none" and widening.phi > 1:
        limits.append(Statement("profile.limit.drawn_in"))
    for name, labels in otherwise.items():
        if labels:
            values = {"other": DENOMINATORS.get(name, name), "areas": len(labels)}
            values |= {"labels": list(labels[: settings.named])}
            limits.append(Statement("profile.limit.otherwise", values))
    return tuple(limits)
