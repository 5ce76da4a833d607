"""Several ask at once, on a database of its own. Run as a program: folder, then how many ask."""

from __future__ import annotations

import json
import sys
import threading
from collections import Counter
from pathlib import Path
from uuid import UUID

from tests.partnership.commitments.saving_at_once import own_database, start

ROUNDS = 8


def ask(asked, key: UUID, *, gate: threading.Barrier, told: list[str]) -> None:
    """One who asks, when all stand ready: what came of it is told."""
    from django.db import connection

    from safercity.partnership.common.rules import NotYet
    from safercity.partnership.common.viewers import SYSTEM
    from safercity.partnership.oversight import actions
    from safercity.partnership.people.queries import list_agencies

    try:
        new = actions.NewAdoption(asked, "It grows", list_agencies().get())
        gate.wait()
        told.append(f"{actions.ask_adoption(new, by=SYSTEM, key=key).pk}")
    except NotYet as error:
        told.append(f"{error}")
    except Exception as error:  # said to the test, which knows none of these
        told.append(f"{type(error).__name__}: {error}")
    finally:
        connection.close()


def ask_at_once(asked: list, keys: list[UUID]) -> list[int]:
    """How often each answer came, the most frequent first."""
    return at_once(ask, list(zip(asked, keys, strict=True)))


def at_once(act, given: list[tuple]) -> list[int]:
    """All act at once; how often each answer came, the most frequent first."""
    gate, told = threading.Barrier(len(given)), []
    threads = [
        threading.Thread(target=act, args=each, kwargs={"gate": gate, "told": told})
        for each in given
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return Counter(told).most_common()


def take(adoption, decision, *, gate: threading.Barrier, told: list[str]) -> None:
    """One who takes a step of an adoption by a decision that others need too."""
    from django.db import connection

    from safercity.partnership.common.rules import NotYet
    from safercity.partnership.common.viewers import SYSTEM
    from safercity.partnership.oversight import actions

    try:
        gate.wait()
        said = actions.Said(decision)
        actions.take_step(adoption, said, version=adoption.version, by=SYSTEM)
        told.append("taken")
    except NotYet as error:
        told.append(f"{error}")
    except Exception as error:  # said to the test, which knows none of these
        told.append(f"{type(error).__name__}: {error}")
    finally:
        connection.close()


def take_at_once(board, titles: list[str]) -> list[int]:
    """Several adoptions, each of whose first step is taken by the same decision of the Board."""
    from django.utils import timezone

    from safercity.partnership.common.viewers import SYSTEM
    from safercity.partnership.governance.actions import NewDecision, record_decision
    from safercity.partnership.oversight import actions
    from safercity.partnership.people.queries import list_agencies

    agency = list_agencies().get()
    new = NewDecision(board, timezone.localdate(), "Take one on", "It grows")
    decision = record_decision(new, by=SYSTEM)
    asked = [
        actions.ask_adoption(actions.NewAdoption(title, "It grows", agency), by=SYSTEM)
        for title in titles
    ]
    return at_once(take, [(adoption, decision) for adoption in asked])


def main(folder: str, people: str) -> None:
    own_database()
    start(Path(folder))
    from safercity.partnership.common.ids import new_id
    from safercity.partnership.common.viewers import SYSTEM
    from safercity.partnership.governance.actions import NewBody, add_body, add_subject
    from safercity.partnership.governance.models import Tier
    from safercity.partnership.governance.queries import SubjectKind, list_subjects
    from safercity.partnership.people import actions

    actions.add_agency(actions.NewAgency("council", "Council"), by=SYSTEM)
    board = add_body(NewBody("Board", Tier.STRATEGIC, is_board=True), by=SYSTEM)
    several, told = (
        int(people),
        {"one subject": [], "sent twice": [], "one title": [], "one decision": []},
    )

    def make_keys() -> list[UUID]:
        return [new_id() for _each in range(several)]

    for number in range(ROUNDS):
        one, twice = (
            add_subject(f"S{number}{which}", which, kind=SubjectKind.SUPPORTING, by=SYSTEM)
            for which in "ab"
        )
        told["one subject"].append(ask_at_once([one] * several, make_keys()))
        told["sent twice"].append(ask_at_once([twice] * several, [new_id()] * several))
        told["one title"].append(ask_at_once([f"Water {number}"] * several, make_keys()))
        ask_at_once([f"New {number}.{each}" for each in range(several)], make_keys())
        shared = [f"Shared {number}.{each}" for each in range(several)]
        told["one decision"].append(take_at_once(board, shared))
    told["titles"] = sorted(row.title for row in list_subjects(SubjectKind.OTHER))
    print(json.dumps(told))


if __name__ == "__main__":
    main(*sys.argv[1:])
