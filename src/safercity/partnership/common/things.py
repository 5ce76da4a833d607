"""What acts and looks are about, as the audit names it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, replace

from django.db.models import CharField, F, Model, Value

from safercity.partnership.common.subjects import Pair, Subject, name_objects
from safercity.partnership.common.together import unite
from safercity.partnership.common.viewers import Viewer

HANGING: dict[str, type[Model]] = {}
ListNamed = Callable[[Viewer], Mapping[str, Subject]]


@dataclass(frozen=True)
class Kept:
    """How acts on other `kinds` keep what is in no table: by a name, as this `detail`."""

    detail: str
    kinds: Collection[str]
    list_named: ListNamed


KEPT: dict[str, Kept] = {}


def thing_kept(kind: str, *, detail: str, on: Collection[str]) -> Callable[[ListNamed], ListNamed]:
    """Name the function that lists things in no table that the viewer may see, by the names that
    acts on other kinds keep as a detail: who asks for such a thing finds those acts."""

    def enter(list_named: ListNamed) -> ListNamed:
        KEPT[kind] = Kept(detail, on, list_named)
        return list_named

    return enter


def hang(model: type[Model]) -> None:
    """Let rows be named by what they hang from: their `subject_kind` and `subject_id`."""
    HANGING[model._meta.label_lower] = model


def find_things(viewer: Viewer, wanted: Iterable[Pair]) -> dict[Pair, Subject]:
    """Those of the things that this viewer may see, a comment by what it is on.

    One query more than `name_objects`, where something hangs.
    """
    pairs = set(wanted)
    on = _read_hanging(pairs)
    seen = name_objects(viewer, (pairs - on.keys()) | set(on.values()))
    named = {
        (kind, key): replace(seen[of], kind=kind, key=key)
        for (kind, key), of in on.items()
        if of in seen
    }
    return {pair: seen[pair] for pair in pairs & seen.keys()} | named


def _read_hanging(pairs: set[Pair]) -> dict[Pair, Pair]:
    parts = [
        model._default_manager.filter(pk__in={key for of, key in pairs if of == kind})
        .order_by()
        .values_list(Value(kind, output_field=CharField()), F("pk"), "subject_kind", "subject_id")
        for kind, model in HANGING.items()
        if any(of == kind for of, _key in pairs)
    ]
    return {(kind, key): (of, subject) for kind, key, of, subject in unite(parts) or ()}
