"""Acts are chained by hash in batches, and the head of the chain is kept outside the database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from safercity.partnership.audit.models import Act, Seal

# An act's transaction may end after a later one's: what is this old has been committed by all.
SETTLED = timedelta(seconds=60)
BATCH = 5_000


@dataclass(frozen=True)
class Fault:
    """Where the chain does not hold, and what that means."""

    seal: int
    what: str


def seal_acts(anchor: Path, *, settled: timedelta = SETTLED) -> int:
    """Bind settled acts to the chain and append its head to `anchor`. The number of acts bound.

    `anchor` is one line of JSON a seal: keep a copy where the database's keeper cannot write.
    """
    bound = 0
    while batch := _seal_batch(anchor, settled):
        bound += batch
    return bound


@transaction.atomic
def _seal_batch(anchor: Path, settled: timedelta) -> int:
    acts = list(
        Act.objects.filter(seal=None, at__lt=timezone.now() - settled).order_by("id")[:BATCH]
    )
    if not acts:
        return 0
    last = Seal.objects.order_by("-number").first()
    number = last.number + 1 if last else 1
    digest = digest_batch(acts, last.digest if last else "")
    Act.objects.filter(pk__in=[act.pk for act in acts]).update(seal=number)
    Seal.objects.create(number=number, at=timezone.now(), acts=len(acts), digest=digest)
    head = {"seal": number, "acts": len(acts), "digest": digest}
    transaction.on_commit(lambda: _append(anchor, head))
    return len(acts)


def digest_batch(acts: list[Act], before: str) -> str:
    """SHA-256 of the seal before and of every act's own values, in order of id."""
    chain = hashlib.sha256(before.encode())
    for act in acts:
        chain.update(b"\n" + _canonical(act))
    return chain.hexdigest()


def _canonical(act: Act) -> bytes:
    values = [
        str(act.id),
        act.at.astimezone(timezone.get_default_timezone()).isoformat(),
        act.verb,
        act.kind,
        str(act.object_id),
        str(act.by),
        hashlib.sha256(bytes(act.by_name)).hexdigest(),
        str(act.agency),
        act.details,
    ]
    return json.dumps(values, sort_keys=True, ensure_ascii=False).encode()


def _append(anchor: Path, head: dict[str, object]) -> None:
    anchor.parent.mkdir(parents=True, exist_ok=True)
    with anchor.open("a", encoding="utf-8") as file:
        file.write(json.dumps(head) + "\n")


def verify_chain(anchor: Path) -> list[Fault]:
    """Every fault of the chain; empty where every sealed act is as it was written."""
    heads, faults = _read_heads(anchor)
    before, expected = "", 1
    for seal in Seal.objects.order_by("number").iterator():
        acts = list(Act.objects.filter(seal=seal.number).order_by("id"))
        faults += [Fault(seal.number, what) for what in _judge(seal, acts, before=before)]
        if seal.number != expected:
            faults.append(Fault(expected, "this seal is missing"))
        if heads.pop(seal.number, None) != seal.digest:
            faults.append(
                Fault(seal.number, "its anchor outside the database differs or is missing")
            )
        before, expected = seal.digest, seal.number + 1
    return faults + [Fault(number, "anchored, but no longer in the database") for number in heads]


def _judge(seal: Seal, acts: list[Act], *, before: str) -> Iterator[str]:
    if len(acts) != seal.acts:
        yield f"it bound {seal.acts} acts and holds {len(acts)}"
    elif digest_batch(acts, before) != seal.digest:
        yield "an act, or the seal before, was changed after it was written"


def _read_heads(anchor: Path) -> tuple[dict[int, str], list[Fault]]:
    heads: dict[int, str] = {}
    faults = []
    lines = anchor.read_text("utf-8", errors="replace").splitlines() if anchor.is_file() else []
    for number, line in enumerate(lines, start=1):
        try:
            head = json.loads(line)
            seal, digest = int(head["seal"]), str(head["digest"])
        except (ValueError, KeyError, TypeError):
            faults.append(Fault(0, f"line {number} of the anchor cannot be read"))
            continue
        if heads.setdefault(seal, digest) != digest:
            faults.append(Fault(seal, "the anchor names it twice, and differently"))
    return heads, faults
