"""Rows as the tables of an early version held them, brought to this one as a site's start does.

Run as a program: the workspace's folder. Says which pages do not open, and the audit's faults.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from django.utils import timezone

from safercity.partnership.common.ids import new_id
from tests.partnership.commitments.saving_at_once import own_database

EARLIER = [
    ("sharing", "0001_initial"),
    ("audit", "0002_vacuum"),
    ("oversight", "0003_done_or_due"),
    ("strategy", "0001_initial"),
    ("commitments", "0004_vacuum"),
    ("performance", "0001_initial"),
    ("notes", "0001_initial"),
]  # and people 0002, which these need: its next came with sharing 0002
PAGES = {
    "manager": (
        "/my-work/ /search/?words=lamps /sharing/ /sharing/{agreement}/ /oversight/adoptions/ "
        "/oversight/adoptions/{asked}/ /oversight/adoptions/{declined}/ /oversight/assurance/ "
        "/strategy/ /strategy/1/ /strategy/reviews/{review}/ /plan/ /actions/ /actions/{late}/ "
        "/actions/{done}/ /outcomes/ /outcomes/measures/referrals/ /people/agencies/{agency}/"
    ).split(),
    "auditor": ["/audit/", "/audit/looks/"],
}
Add = Callable[..., Any]


def write_people(add: Add, *, today: date) -> tuple[Any, Any]:
    """An agency with a team and a post for each who opens pages; it and the manager's post."""
    agency = add("people.Agency", slug="council", name="Council")
    add("people.Team", agency=agency, name="Night team")
    posts = {}
    for role in PAGES:
        posts[role] = add("people.Post", agency=agency, title=role, role=role)
        user = add("people.User", email=f"{role}@example.org", name=f"Robin {role}")
        add("people.Holding", user=user, post=posts[role], from_day=today)
    return agency, posts["manager"]


def write_agreement(add: Add, *, agency: Any, post: Any, then: datetime) -> Any:
    """An agreement in force, and who asked to join it: one was answered."""
    day = f"{then.date()}"
    said = {
        "reference": "crimes", "title": "Crimes", "purpose": "To see", "from_day": day,
        "uses": ["tasking"], "gateways": [], "bases": [], "products": [], "retention_months": 12,
        "review_on": day,
    }  # fmt: skip
    row = add("sharing.Agreement", **said, state="agreed", lead=agency)
    add("sharing.Party", agreement=row, agency=agency, role="controller")
    data = {"source": "police", "fields": [], "threshold": 5, "shows_counts": True}
    add("sharing.DataSet", agreement=row, **data)
    content = said | {
        "lead": str(agency.pk), "until_day": None, "marking": "OFFICIAL", "handling": "",
        "assessment": "", "assessed_on": None, "data_sets": [data],
        "parties": [{"agency": str(agency.pk), "name": agency.name, "role": "controller"}],
    }  # fmt: skip
    add("sharing.AgreedText", agreement=row, number=1, at=then, content=content)
    asks = {"agreement": row, "agency": agency, "post": post, "asked_at": then, "role": "joint"}
    add("sharing.AccessRequest", **asks, purpose="To know")
    answered = {"decided_by": post, "decided_at": then, "answer": "Gladly", "state": "granted"}
    add("sharing.AccessRequest", **asks, purpose="To help", **answered)
    return row


def write_audit(add: Add, anchor: Path, *, agreement: Any, then: datetime) -> None:
    """One act, sealed and anchored as it was then, and a look, which was not sealed then."""
    from safercity.partnership.audit.sealing import digest_batch

    act = add("audit.Act", at=then, verb="agreement agreed", kind="sharing.agreement",
              object_id=agreement.pk, seal=1)  # fmt: skip
    sealed = {"acts": 1, "digest": digest_batch([act], "")}
    add("audit.Seal", number=1, at=then, **sealed)
    anchor.parent.mkdir(parents=True, exist_ok=True)
    anchor.write_text(json.dumps({"seal": 1, **sealed}) + "\n", "utf-8")
    add("audit.Look", at=then, by=new_id(), purpose="tasking", page="places:list", question="0")


def write_work(add: Add, *, agency: Any, post: Any, today: date) -> dict[str, Any]:
    """Adoptions, assurance, a strategy under review, actions, a comment and a measure."""
    from tests.partnership.strategy.made import TEXT

    made = {}
    for state in ("asked", "declined"):
        subject = add("governance.Subject", code=f"asked-{state}", title=state, kind="other")
        asked = {"subject": subject, "reason": "It grows", "asked_by": agency, "state": state}
        made[state] = add("oversight.Adoption", **asked)
        add("oversight.AdoptionStep", adoption=made[state], state=state, day=today)
    add("oversight.Assurance", subject=subject, post=post, quarter="2025-26-q1", level="full",
        evidence="Minutes", view="Good", expires_on=today)  # fmt: skip
    version = {"number": 1, "title": "Old", "content": TEXT, "made_at": timezone.now()}
    of = add("strategy.StrategyVersion", **version)
    made["review"] = add("strategy.Review", of=of, edition="0" * 64, begun_on=today)
    add("strategy.Proposal", review=made["review"], part="1", text="Anew")
    promised = {"what": "Fit lamps", "kind": "other", "owner": post, "place": "Hill Road"}
    promised |= {"due": today - timedelta(days=30), "escalated_to": "board"}
    for name, state in (("late", "on_track"), ("done", "done")):
        made[name] = add("commitments.Commitment", **promised, state=state)
    add("notes.Note", subject_kind="commitments.commitment", subject_id=made["late"].pk,
        text="Lamps", by=new_id(), post=post)  # fmt: skip
    add("performance.Measure", code="referrals", role="outcome", title="Referrals",
        numerator="Referrals", source="return", data="count", unit="a month", frequency="month",
        direction="down", tells="change", scope="city", owner=post)  # fmt: skip
    return made


def write_rows(apps: Any, anchor: Path) -> dict[str, UUID]:
    """Rows in each table that a later migration touches; ids by the names that PAGES use."""

    def add(model: str, **values: Any) -> Any:
        return apps.get_model(model).objects.create(**values)

    today, then = timezone.localdate(), timezone.now() - timedelta(hours=1)
    agency, post = write_people(add, today=today)
    agreement = write_agreement(add, agency=agency, post=post, then=then)
    write_audit(add, anchor, agreement=agreement, then=then)
    made = write_work(add, agency=agency, post=post, today=today)
    rows = {"agency": agency, "agreement": agreement, **made}
    return {name: row.pk for name, row in rows.items()}


def list_closed(keys: dict[str, UUID]) -> list[str]:
    """ "manager 500 /my-work/" of every page that does not open."""
    from django.test import Client

    from safercity.partnership.people.queries import find_account

    closed = []
    for role, addresses in PAGES.items():
        client = Client(SERVER_NAME="127.0.0.1", raise_request_exception=False)
        client.force_login(find_account(f"{role}@example.org"))
        for address in (each.format(**keys) for each in addresses):
            status = client.get(address).status_code
            closed += [] if status == 200 else [f"{role} {status} {address}"]
    return closed


def main(folder: str) -> None:
    own_database()
    from safercity.partnership.config.serving import prepare_database, start_site

    anchor = start_site(Path(folder)).anchor_file
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    settings.SAFERCITY.folder.mkdir(parents=True, exist_ok=True)
    state = MigrationExecutor(connection).migrate(EARLIER)
    keys = write_rows(state.apps, anchor)
    prepare_database()
    told = {"closed": list_closed(keys), **tell_rows(keys), **tell_chain(anchor)}
    print(json.dumps(told))


def tell_rows(keys: dict[str, UUID]) -> dict[str, Any]:
    """What migrations made of rows: a request's answer, what waits and what was asked in vain."""
    from safercity.partnership.commitments.models import Commitment
    from safercity.partnership.governance.queries import list_subjects
    from safercity.partnership.sharing.models import AccessAnswer

    done = Commitment.objects.get(pk=keys["done"])
    return {
        "answers": list(AccessAnswer.objects.values_list("words", "is_granted")),
        "waits": [done.done_on is not None, done.escalated_to],
        "asked": [row.title for row in list_subjects()],
    }


def tell_chain(anchor: Path) -> dict[str, int]:
    """The chain's faults before and after the old look is bound, and how many such are."""
    from safercity.partnership.audit.models import Look
    from safercity.partnership.audit.sealing import seal_acts, verify_chain

    before = len(verify_chain(anchor))
    seal_acts(anchor, settled=timedelta(0))
    bound = Look.objects.exclude(seal=None).filter(page="places:list").count()
    return {"faults": before + len(verify_chain(anchor)), "bound": bound}


if __name__ == "__main__":
    main(*sys.argv[1:])
