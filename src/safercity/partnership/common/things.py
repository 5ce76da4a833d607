"""What acts and looks are about, as the audit names it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from django.db.models import CharField, F, Model, Value

from safercity.partnership.common.subjects import Pair, Subject, name_objects
from safercity.partnership.common.together import unite
from safercity.partnership.common.viewers import Viewer

HANGING: dict[str, type[Model]] = {}


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
