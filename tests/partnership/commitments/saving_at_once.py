"""Twenty people save at once, on a database of its own. Run as a program: folder, then people."""

from __future__ import annotations

import json
import os
import sys
import threading
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

SAVES = 10


def own_database() -> None:
    """A database that no other test of this run touches, where PostgreSQL is used."""
    if not (url := os.environ.get("DATABASE_URL")):
        return
    import psycopg

    name = f"saving_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"')
    os.environ["DATABASE_URL"] = urlunsplit(urlsplit(url)._replace(path=f"/{name}"))


def start(folder: Path) -> None:
    from safercity.partnership import make_application

    make_application(folder)


def make_world():
    """Two agencies' worth of nothing: one post, and commitments of it."""
    from safercity.partnership.commitments.actions import NewCommitment, make_commitment
    from safercity.partnership.common.viewers import SYSTEM, Role
    from safercity.partnership.people import actions

    agency = actions.add_agency(actions.NewAgency("council", "Council"), by=SYSTEM)
    post = actions.add_post(agency, "Officer", role=Role.OFFICER, by=SYSTEM)

    def make(what: str):
        new = NewCommitment(what, owner=post.id, due=date(2030, 1, 1), kind="other", place="0")
        return make_commitment(new, by=SYSTEM)

    return make


def count_up(key) -> int:
    """Add one to the number in `place`, reading anew where someone was faster. How often."""
    from safercity.partnership.commitments.actions import update_commitment
    from safercity.partnership.commitments.models import Commitment
    from safercity.partnership.common.versions import Stale
    from safercity.partnership.common.viewers import SYSTEM

    refused = 0
    while True:
        row = Commitment.objects.get(pk=key)
        changes = {"place": str(int(row.place) + 1)}
        try:
            update_commitment(row, changes, version=row.version, by=SYSTEM)
        except Stale:
            refused += 1
        else:
            return refused


def save(key, pair, told: dict) -> None:
    """One person: counts and comments, then tries to close a circle from one side."""
    from django.db import connection

    from safercity.partnership.commitments.actions import add_update, update_commitment
    from safercity.partnership.commitments.dependencies import Circle
    from safercity.partnership.commitments.models import Commitment
    from safercity.partnership.common.viewers import SYSTEM

    try:
        for number in range(SAVES):
            told["refused"] += count_up(key)
            add_update(Commitment.objects.get(pk=key), f"Save {number}.", by=SYSTEM)
        first, second = pair
        row = Commitment.objects.get(pk=first)
        try:
            update_commitment(row, {"needs": [second]}, version=row.version, by=SYSTEM)
        except Circle:
            told["circles"].append(str(first))
    except Exception as error:  # said to the test, which knows none of these
        told["errors"].append(f"{type(error).__name__}: {error}")
    finally:
        connection.close()


def main(folder: str, people: str) -> None:
    own_database()
    start(Path(folder))
    from safercity.partnership.audit.queries import find_acts
    from safercity.partnership.commitments.models import Commitment, Dependency

    make = make_world()
    row, told = make("Count"), {"refused": 0, "circles": [], "errors": []}
    sides = [make(f"Side {number}").pk for number in range(int(people))]
    pairs = [(one, sides[number ^ 1]) for number, one in enumerate(sides)]
    threads = [threading.Thread(target=save, args=(row.pk, pair, told)) for pair in pairs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    saved = Commitment.objects.get(pk=row.pk)
    told |= {
        "count": int(saved.place),
        "version": saved.version,
        "updates": saved.updates.count(),
        "acts": find_acts(object_id=row.pk).count(),
        "dependencies": Dependency.objects.count(),
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
