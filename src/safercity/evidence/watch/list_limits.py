"""The limits of the whole watch list: what holds of many themes is said once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from safercity.evidence.findings import Basis, Statement
from safercity.evidence.findings.statements import write_share
from safercity.evidence.watch.basis_limits import limit_basis
from safercity.evidence.watch.merging import NotLooked
from safercity.evidence.watch.words import METHOD_WORDS

NOT_GROUPED = ("watch.cause", "watch.bunches", "watch.missing", "watch.break")


def limit_not_looked(not_looked: Sequence[NotLooked]) -> list[Statement]:
    """One sentence for each method and reason, with the themes that could not be asked."""
    themes: dict[tuple[str, str], list[str]] = {}
    for one in not_looked:
        themes.setdefault((one.method, one.kind), []).append(one.theme)
    return [
        Statement(
            f"watch.not_looked_{kind}",
            {"method": METHOD_WORDS[method], "themes": told, "count": len(told)},
        )
        for (method, kind), told in themes.items()
    ]


def limit_themes(themes: Mapping[str, Basis], delays_unknown: Sequence[str]) -> list[Statement]:
    """What the records of the themes do not tell: gaps and breaks, unplaced and late ones."""
    limits: list[Statement] = []
    for theme, basis in themes.items():
        told = [one for one in limit_basis(basis, theme) if one.id in NOT_GROUPED]
        limits += [one for one in told if one not in limits]
    for id_, name in (("watch.unplaced", "unplaced_share"), ("watch.late", "late_share")):
        limits += _limit_shares(id_, {t: getattr(basis, name) for t, basis in themes.items()})
    if delays_unknown and len(delays_unknown) == len(themes):
        limits.append(Statement("watch.late_unknown_all"))
    elif delays_unknown:
        limits.append(Statement("watch.late_unknown", {"themes": tuple(delays_unknown)}))
    return limits


def _limit_shares(id_: str, shares: Mapping[str, float]) -> list[Statement]:
    some = {theme: share for theme, share in shares.items() if share > 0}
    if len(some) < 2:
        return [Statement(id_, {"share": share, "theme": theme}) for theme, share in some.items()]
    most = max(some, key=lambda theme: (some[theme], theme))
    lowest, highest = min(some.values()), some[most]
    if write_share(lowest) == write_share(highest):
        return [Statement(f"{id_}_alike", {"themes": len(some), "share": highest})]
    values = {"themes": len(some), "low": lowest, "high": highest, "theme": most}
    return [Statement(f"{id_}_many", values)]
