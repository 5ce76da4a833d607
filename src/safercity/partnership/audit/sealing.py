"""Acts and looks are chained by hash in batches; the chain's head is kept outside the database."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.db import transaction
from django.utils import timezone

from safercity.partnership.audit.models import Act, Look, Seal

# An act's transaction may end after a later one's: what is this old has been committed by all.
SETTLED = timedelta(seconds=60)
BATCH = 5_000


@dataclass(frozen=True)
class Fault:
    """Where the chain does not hold, and what that means."""

    seal: int
    what: str


def seal_acts(anchor: Path, *, settled: timedelta = SETTLED) -> int:
    """Bind settled acts and looks to the chain and append its head to `anchor`. How many.

    `anchor` is one line of JSON a seal: keep a copy where the database's keeper cannot write.
    """
    bound = 0
    while batch := _seal_batch(anchor, settled):
        bound += batch
    return bound


@transaction.atomic
def _seal_batch(anchor: Path, settled: timedelta) -> int:
    ready = {"seal": None, "at__lt": timezone.now() - settled}
    acts = list(Act.objects.filter(**ready).order_by("id")[:BATCH])
    looks = list(Look.objects.filter(**ready).order_by("id")[:BATCH])
    if not acts and not looks:
        return 0
    last = Seal.objects.order_by("-number").first()
    number = last.number + 1 if last else 1
    head = {"acts": len(acts), "looks": len(looks)}
    digest = digest_batch(acts, last.digest if last else "", looks=looks)
    Act.objects.filter(pk__in=[act.pk for act in acts]).update(seal=number)
    Look.objects.filter(pk__in=[look.pk for look in looks]).update(seal=number)
    Seal.objects.create(number=number, at=timezone.now(), digest=digest, **head)
    transaction.on_commit(lambda: _append(anchor, {"seal": number, **head, "digest": digest}))
    return len(acts) + len(looks)


def digest_batch(acts: Iterable[Act], before: str, *, looks: Iterable[Look] = ()) -> str:
    """SHA-256 of the seal before and of every act's and look's own values, in order of id.

    A batch without looks has the digest that it had before looks were bound.
    """
    chain = hashlib.sha256(before.encode())
    for values in (*map(_list_act, acts), *map(_list_look, looks)):
        chain.update(b"\n" + _canonical(values))
    return chain.hexdigest()


def _canonical(values: list[object]) -> bytes:
    return json.dumps(values, sort_keys=True, ensure_ascii=False).encode()


def _list_act(act: Act) -> list[object]:
    return [
        str(act.id),
        _tell(act.at),
        act.verb,
        act.kind,
        str(act.object_id),
        str(act.by),
        hashlib.sha256(bytes(act.by_name)).hexdigest(),
        str(act.agency),
        act.details,
    ]


def _list_look(look: Look) -> list[object]:
    return [
        "look",
        str(look.id),
        _tell(look.at),
        str(look.by),
        str(look.agency),
        look.purpose,
        look.page,
        look.question,
        look.count,
        look.kind,
        str(look.object_id),
    ]


def _tell(at: datetime) -> str:
    return at.astimezone(timezone.get_default_timezone()).isoformat()


def _append(anchor: Path, head: dict[str, object]) -> None:
    anchor.parent.mkdir(parents=True, exist_ok=True)
    with anchor.open("a", encoding="utf-8") as file:
        file.write(json.dumps(head) + "\n")


def verify_chain(anchor: Path) -> list[Fault]:
    """Every fault of the chain; empty where every sealed act and look is as it was written."""
    heads, faults = _read_heads(anchor)
    before, expected = "", 1
    for seal in Seal.objects.order_by("number").iterator():
        faults += [Fault(seal.number, what) for what in _judge(seal, before)]
        if seal.number != expected:
            faults.append(Fault(expected, "this seal is missing"))
        if heads.pop(seal.number, None) != seal.digest:
            faults.append(
                Fault(seal.number, "its anchor outside the database differs or is missing")
            )
        before, expected = seal.digest, seal.number + 1
    return faults + [Fault(number, "anchored, but no longer in the database") for number in heads]


def _judge(seal: Seal, before: str) -> Iterator[str]:
    acts = list(Act.objects.filter(seal=seal.number).order_by("id"))
    looks = list(Look.objects.filter(seal=seal.number).order_by("id"))
    if len(acts) != seal.acts:
        yield f"it bound {seal.acts} acts and holds {len(acts)}"
    elif len(looks) != seal.looks:
        yield f"it bound {seal.looks} looks and holds {len(looks)}"
    elif digest_batch(acts, before, looks=looks) != seal.digest:
        yield "an act, a look or the seal before was changed after it was written"


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
