"""Deletion on time, seen from the editions: they stay, and say since when they stand alone."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from datetime import date

from safercity.evidence.assess.canonical import canonical_bytes
from safercity.evidence.runs import Run
from safercity.evidence.store.retention import Deleted, Expiry, delete_received, describe_expired
from safercity.evidence.workspace import Workspace
from safercity.evidence.workspace.durable import sync_file, sync_folder


def delete_expired(
    workspace: Workspace, expiry: Expiry, *, day: date, run: Run
) -> tuple[Deleted, ...]:
    """Delete what an agreement no longer allows, and mark the editions that rested on it.

    Marked before anything goes: an edition marked too early is a smaller fault than one unmarked.
    Errors: WorkspaceBusy.
    """
    expired = describe_expired(workspace, expiry)
    if not expired:
        return ()
    mark_editions(workspace, {each.source for each in expired}, since=day)
    return delete_received(workspace, expiry, run=run)


def mark_editions(workspace: Workspace, sources: Iterable[str], *, since: date) -> int:
    """Write `not_rebuildable_since` into the manifest of each edition made from these sources.

    The first day stays. It is no part of what the edition's digest names. Returns how many.
    """
    gone, marked = set(sources), 0
    for path in sorted(workspace.editions.glob("*/manifest.json")):
        manifest = json.loads(path.read_bytes())
        rests = {s for about in manifest["tables"].values() for s in about["derived_from"]}
        if not rests & gone or manifest.get("not_rebuildable_since"):
            continue
        written = path.with_suffix(".new")
        written.write_bytes(
            canonical_bytes({**manifest, "not_rebuildable_since": since.isoformat()})
        )
        sync_file(written)
        os.replace(written, path)
        sync_folder(path.parent)
        marked += 1
    return marked
