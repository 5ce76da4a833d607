"""Fifty people who save at once: what was answered "saved" has to be there, once, and unbroken."""

from __future__ import annotations

import statistics
import time

from in_flight import Person, save_at_once
from record import Line
from site_pages import close

SAVERS = 50


def measure_saving(address: str, sessions: dict, *, seconds: int) -> list[Line]:
    """Fifty officers of one agency: every other save is on an action that all of them share."""
    from safercity.partnership.commitments.models import Commitment

    agency = Commitment.objects.filter(owner__title="Officer 0").first().owner.agency_id
    owners = list(_officers(agency))[:SAVERS]
    rows = Commitment.objects.filter(owner__agency=agency, state="on_track", only_parties=False)
    keys = [str(key) for key in rows.values_list("pk", flat=True)[: len(owners) + 3]]
    own, shared = keys[: len(owners)], keys[len(owners) :]
    close()
    people = [Person(address, sessions[name]) for name in owners]

    def choose(at: int, turn: int) -> str:
        return shared[(at + turn) % len(shared)] if turn % 2 else own[at % len(own)]

    saves = save_at_once(people, choose, until=time.monotonic() + seconds)
    return _tell_saving(saves, keys, people=len(people), seconds=seconds)


def _officers(agency) -> list[str]:
    from safercity.partnership.people.models import Holding

    rows = Holding.objects.filter(post__agency=agency, post__title__startswith="Officer")
    return [email.partition("@")[0] for email in rows.values_list("user__email", flat=True)]


def _tell_saving(saves, keys: list[str], *, people: int, seconds: int) -> list[Line]:
    from safercity.partnership.commitments.models import Commitment, Update

    lost, unseen = 0, 0
    for row in Commitment.objects.filter(pk__in=keys):
        told = saves.told.get(str(row.pk), [])
        there = Update.objects.filter(commitment=row, text__startswith="Part ")
        kept = list(there.values_list("text", flat=True))
        lost += len(set(told) - set(kept)) + len(kept) - len(set(kept))
        unseen += count_breaks(row)
    saved = sum(map(len, saves.told.values()))
    failed = sum(n for answer, n in saves.answers.items() if answer not in ("302", "409"))
    what = f"{people} people saving at once for {seconds} s"
    told = {"answers": dict(saves.answers), "saved a second": round(saved / seconds, 1)}
    p95 = statistics.quantiles(saves.seconds, n=20)[-1]
    return [
        Line(f"{what}: saves answered", float(saved), unit="saves", others=told),
        Line(f"{what}: answered and not there", float(lost), reach=0, unit="saves"),
        Line(f"{what}: written over unseen", float(unseen), reach=0, unit="saves"),
        Line(f"{what}: locked or failed", float(failed), reach=0, unit="saves"),
        Line(f"{what}: a save, p95", 1000 * p95, unit="ms"),
    ]


def count_breaks(row) -> int:
    """Changes of how sure the owner is that do not begin where the change before them ended.

    Each act keeps what it found and what it left: who had seen an older state breaks the chain.
    """
    from safercity.partnership.audit.queries import find_acts

    acts = find_acts(kind="commitments.commitment", object_id=row.pk).order_by("id")
    told = (act.details.get("confidence") for act in acts.iterator())
    changes = [each for each in told if isinstance(each, list)]
    ends = [*(old for old, _new in changes[1:]), row.confidence]
    return sum(new != end for (_old, new), end in zip(changes, ends, strict=True))
