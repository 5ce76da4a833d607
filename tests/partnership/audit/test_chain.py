"""The audit's chain: whoever changes, removes, reorders or adds is found out."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import transaction
from django.utils import timezone

from safercity.partnership.audit.actions import (
    Looked,
    forget_person,
    record_act,
    record_look,
    seal_acts,
)
from safercity.partnership.audit.models import Act, Look, PersonKey, Seal
from safercity.partnership.audit.queries import list_entries, list_history, verify_chain
from safercity.partnership.audit.sealing import digest_batch
from safercity.partnership.common.ids import new_id

AT_ONCE = timedelta(seconds=-1)


@pytest.fixture
def anchor(tmp_path):
    return tmp_path / "kept" / "anchor.jsonl"


@pytest.fixture
def seal(anchor, people, django_capture_on_commit_callbacks):
    """Do three things and seal them, as often as it is called; how many acts were bound."""

    def write() -> int:
        with transaction.atomic():
            for verb in ("first", "second", "third"):
                record_act(verb, people.posts["officer"], by=people.viewer("manager"))
        with django_capture_on_commit_callbacks(execute=True):
            return seal_acts(anchor, settled=AT_ONCE)

    return write


def test_an_untouched_chain_holds(seal, anchor):
    assert seal() > 3 and seal() == 3
    assert verify_chain(anchor) == []
    assert [json.loads(line)["seal"] for line in anchor.read_text().splitlines()] == [1, 2]


def look(people, key=None) -> Look:
    """One look of the manager's, at a place or at a list."""
    looked = Looked("places:place", "places", "f" * 64, kind="places.place" if key else "", key=key)
    record_look(people.viewer("manager"), looked)
    return Look.objects.order_by("-id").first()


def change_thing(row):
    Look.objects.filter(pk=row.pk).update(object_id=new_id())


def change_question(row):
    Look.objects.filter(pk=row.pk).update(question="0" * 64)


def delete_look(row):
    row.delete()


@pytest.mark.parametrize("tamper", (change_thing, change_question, delete_look))
def test_looks_are_bound_beside_what_was_sealed_before_them(seal, anchor, people, tamper):
    seal()
    assert Seal.objects.get().looks == 0, "as every seal of before"
    look(people)
    sealed = look(people, new_id())
    assert seal() == 3 + 2 and seal() == 3
    assert [one.looks for one in Seal.objects.order_by("number")] == [0, 2, 0]
    assert verify_chain(anchor) == []
    tamper(sealed)
    assert {fault.seal for fault in verify_chain(anchor)} == {2}


def test_a_seal_of_acts_alone_has_the_digest_it_always_had(people):
    """What was anchored before looks were bound still holds."""
    act = Act(
        id=UUID(int=1), at=datetime(2026, 3, 1, 12, tzinfo=UTC), verb="done", kind="people.post",
        object_id=UUID(int=2), by=UUID(int=3), by_name=b"x", details={"due": [None, "2026-04-01"]},
    )  # fmt: skip
    assert digest_batch([act], "before") == (
        "e61a2d6478b891a6493457cd1ca5ecc3d0cc9c20981450812410a34557d9ea32"
    )


def test_young_acts_wait(seal, anchor, people):
    seal()
    with transaction.atomic():
        record_act("young", people.posts["officer"], by=people.viewer("manager"))
    assert seal_acts(anchor) == 0, "a transaction that began earlier may still be open"


def change_verb(anchor):
    Act.objects.filter(verb="second").update(verb="harmless")


def change_person(anchor):
    act = Act.objects.filter(verb="second").first()
    Act.objects.filter(pk=act.pk).update(by=act._meta.pk.get_default())


def change_details(anchor):
    Act.objects.filter(verb="second").update(details={"due": ["2026-01-01", "2027-01-01"]})


def change_time(anchor):
    Act.objects.filter(verb="second").update(at=timezone.now() - timedelta(days=400))


def delete(anchor):
    Act.objects.filter(verb="second").first().delete()


def delete_last(anchor):
    Act.objects.filter(seal=2).order_by("-id").first().delete()


def reorder(anchor):
    """Two acts change places: each keeps its content, not its id."""
    first, third = (Act.objects.filter(verb=verb).first() for verb in ("first", "third"))
    Act.objects.filter(pk__in=[first.pk, third.pk]).delete()
    first.pk, third.pk = third.pk, first.pk
    Act.objects.bulk_create([first, third])


def slip_in(anchor):
    """An act that never was, in a sealed batch."""
    row = Act.objects.filter(seal=1).first()
    row.pk = Act._meta.pk.get_default()
    Act.objects.bulk_create([row])


def take_out(anchor):
    """An act is freed from its seal, to be sealed anew when it was changed."""
    act = Act.objects.filter(verb="second", seal=1).first()
    Act.objects.filter(pk=act.pk).update(seal=None)


def delete_seal(anchor):
    Act.objects.filter(seal=2).delete()
    Seal.objects.filter(number=2).delete()


def truncate_anchor(anchor):
    lines = anchor.read_text().splitlines(keepends=True)
    anchor.write_text("".join(lines[:-1]))


def empty_anchor(anchor):
    anchor.unlink()


def spoil_anchor(anchor):
    anchor.write_text(anchor.read_text()[:-20])


def forge_whole_chain(anchor):
    """Who holds the database changes an act and computes every seal anew: the anchor remembers."""
    Act.objects.filter(verb="second", seal=1).update(verb="harmless")
    before = ""
    for row in Seal.objects.order_by("number"):
        before = digest_batch(list(Act.objects.filter(seal=row.number).order_by("id")), before)
        Seal.objects.filter(pk=row.pk).update(digest=before)


def forge_anchor_too(anchor):
    """Both, and a line for the forged head: the older line is still there."""
    forge_whole_chain(anchor)
    with anchor.open("a") as file:
        for row in Seal.objects.order_by("number"):
            told = {"seal": row.number, "acts": row.acts, "digest": row.digest}
            file.write(json.dumps(told) + "\n")


TAMPERINGS = (
    change_verb, change_person, change_details, change_time, delete, delete_last, reorder, slip_in,
    take_out, delete_seal, truncate_anchor, empty_anchor, spoil_anchor, forge_whole_chain,
    forge_anchor_too,
)  # fmt: skip


@pytest.mark.parametrize("tamper", TAMPERINGS, ids=lambda each: each.__name__)
def test_tampering_is_found_out(seal, anchor, tamper):
    seal()
    seal()
    assert verify_chain(anchor) == []
    tamper(anchor)
    faults = verify_chain(anchor)
    assert faults and all(fault.what for fault in faults)


def test_the_fault_names_the_seal(seal, anchor):
    seal()
    seal()
    Act.objects.filter(seal=2, verb="second").update(verb="harmless")
    assert {fault.seal for fault in verify_chain(anchor)} == {2}


def test_a_name_dies_with_the_key_and_the_chain_holds(seal, anchor, people):
    seal()
    post = people.posts["officer"]
    assert {entry.by_name for entry in list_history(post)} == {"Robin manager", ""}
    forget_person(people.users["manager"].pk)
    assert {entry.by_name for entry in list_history(post)} == {""}
    assert verify_chain(anchor) == [], "forgetting is not tampering"
    for row in Act.objects.filter(by=people.users["manager"].pk):
        assert b"Robin" not in bytes(row.by_name)


def test_names_are_not_readable_in_the_database(seal, people):
    seal()
    for model in (Act, PersonKey):
        for row in model.objects.values():
            told = b"".join(bytes(each) for each in row.values() if isinstance(each, bytes))
            assert "Robin" not in str(row) and b"Robin" not in told


def test_free_text_is_not_kept(people):
    with transaction.atomic():
        record_act(
            "changed",
            people.posts["officer"],
            by=people.viewer("manager"),
            details={"title": ["Old words", "New words"], "due": "2026-12-01"},
        )
    (entry,) = list_entries(Act.objects.filter(verb="changed"))
    assert "words" not in str(entry.details) and "title: reworded" in entry.changes
    assert "due: 2026-12-01" in entry.changes


def test_an_act_outside_its_transaction_is_a_fault_of_ours(transactional_db):
    from safercity.partnership.common.viewers import SYSTEM

    with pytest.raises(RuntimeError, match="outside the transaction"):
        record_act("done", Seal, by=SYSTEM)


def test_an_act_undone_is_not_told(people):
    before = Act.objects.count()
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record_act("half-done", people.posts["officer"], by=people.viewer("manager"))
        1 / 0  # noqa: B018
    assert Act.objects.count() == before


def test_the_worker_seals(people, settings, tmp_path, django_capture_on_commit_callbacks):
    from dataclasses import replace

    from safercity.partnership.audit.jobs import seal
    from safercity.partnership.common.jobs import REGULAR
    from safercity.partnership.config.collecting import load_jobs

    load_jobs()
    assert [one.every_minutes for one in REGULAR if one.name == "audit.seal"] == [5]
    settings.SAFERCITY = replace(settings.SAFERCITY, state=tmp_path)
    Act.objects.update(at=timezone.now() - timedelta(minutes=5))
    with django_capture_on_commit_callbacks(execute=True):
        seal(tell=lambda message: None)
    assert (tmp_path / "audit-anchor.jsonl").is_file()
    assert verify_chain(tmp_path / "audit-anchor.jsonl") == []
