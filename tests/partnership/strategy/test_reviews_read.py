"""Whoever reads an annual review sees what of its evidence the agreements of today let them see."""

from __future__ import annotations

import shutil

import pytest
from django.conf import settings
from django.urls import reverse

from safercity.partnership.commitments.models import Commitment
from safercity.partnership.common.viewers import SYSTEM, Role
from safercity.partnership.people import actions as hiring
from safercity.partnership.sharing.actions import NewDataSet
from safercity.partnership.sharing.models import AgreedText, Agreement
from safercity.partnership.sharing.queries import terms
from safercity.partnership.strategy import actions
from safercity.partnership.strategy.models import Proposal
from tests.partnership.access.test_tokens import bearer, make_token
from tests.partnership.agreements_made import list_sources, make_agreement
from tests.partnership.commitments.made import day
from tests.partnership.performance.editions import COLUMNS, ROWS
from tests.partnership.performance.made import make_measure
from tests.partnership.sample_edition import PLACES, add_table
from tests.partnership.strategy.made import TEXT, take_whole_route

SILENT = "Some of what the evidence says is not shown to you"
LASTS, BEGINS = "Places where high demand lasts: ", "Places where it begins: "
TOLD = {"environmental-crime": ["environment"], "asb-told-to-police": ["asb_team"]}


@pytest.fixture
def folder(edition, tmp_path):
    """The sample edition with two indicators, each of one team's records."""
    copy = shutil.copytree(edition, tmp_path / "with-indicators")
    rows = [_read(name, layers) for name, layers in TOLD.items()]
    add_table(copy, "indicators", {"indicators": rows})
    return copy


def _read(name, layers):
    table = {"columns": [{"name": each, "kind": "figure"} for each in COLUMNS], "rows": ROWS}
    said = [{"id": "x", "values": {}, "text": f"It rose for {name}."}]
    reading = {"table": table, "statements": said, "limits": [], "text": "", "chart": {}}
    return {"id": name, "title": name, "agencies": layers, "chart": "xmr", "reading": reading}


@pytest.fixture
def read_by(people, open_site, folder):
    """Begin this year's review as the council's manager; its page, or with None the API's answer.

    The fire service has a manager too.
    """
    post = hiring.add_post(people.agencies["fire"], "Manager", role=Role.MANAGER, by=SYSTEM)
    hiring.take_post(people.users["elsewhere"], post, by=SYSTEM)
    version = actions.import_version(TEXT, by=people.viewer("manager"))
    take_whole_route(version, by=people.viewer("manager"))
    measure = {"source": "evidence", "indicator": "asb-told-to-police", "serves": "O1.1"}
    make_measure(people, code="told", owner="manager", data="measure", **measure)
    address = open_site(folder, "manager").post(reverse("strategy:begin-review"))["Location"]
    read = reverse("api:strategy-show-review", kwargs={"key": address.split("/")[-2]})
    token = bearer(make_token(people, "fire")[1])

    def read_by(who, *, file=""):
        client, asked = open_site(folder, who), {"format": file} if file else {}
        return (client.get(address, asked) if who else client.get(read, **token)).content.decode()

    return read_by


def agree(people, *sources) -> None:
    """One agreement stands in place of all: by it every product is seen, and these counts."""
    AgreedText.objects.all().delete()
    Agreement.objects.all().delete()
    terms._KEPT.clear()
    if sources:
        told = {one.source: one for one in sources}
        named = [told.get(one, NewDataSet(one, shows_counts=False)) for one in list_sources()]
        make_agreement(people, "one", sources=named)


def test_without_agreements_nothing_of_records_is_left_for_managers_either(read_by, people):
    readers = ("manager", "chair", "officer", None)
    for page in map(read_by, readers):
        assert PLACES[4][0] in page and "environmental-crime" in page and SILENT not in page
    assert "comes with the season: 2 (College Hill; Weir Park)" in read_by("manager")
    kept = list(Proposal.objects.values("evidence", "rests_on"))
    agree(people)
    for who, page in zip(readers, map(read_by, readers), strict=True):
        assert PLACES[4][0] not in page and "Places where" not in page, who
        assert "key actions" in page, "how the plan stands rests on no record"
        assert (SILENT if who else '"is_silent": true') in page, who
    assert kept == list(Proposal.objects.values("evidence", "rests_on"))


def test_a_manager_reads_each_paragraph_that_the_own_agency_may_see(read_by, people, open_site):
    whole = list_evidence(open_site, "manager")
    agree(people, NewDataSet("council-asb"))
    assert list_evidence(open_site, "manager") == whole, "the council's own, to the byte"
    for page in map(read_by, ("elsewhere", None)):
        assert BEGINS in page, "the anti-social behaviour team sees both places"
        assert LASTS not in page and PLACES[0][0] not in page, "not all that last"
        assert "asb-told-to-police" in page and "environmental-crime" not in page
    told = " ".join(list_evidence(open_site, "elsewhere"))
    assert BEGINS in told and LASTS not in told and "environmental-crime" not in told
    file = read_by("elsewhere", file="csv")
    assert BEGINS in file and LASTS not in file and "environmental-crime" not in file
    agree(people, NewDataSet("council-asb", threshold=20))
    told = " ".join(list_evidence(open_site, "elsewhere"))
    assert BEGINS in told, "it counts places"
    assert "asb-told-to-police" not in told, "it was told to whom smaller counts are shown"


def list_evidence(open_site, who) -> list[str]:
    """What stands above the form of each answer."""
    client = open_site(settings.SAFERCITY.workspace, who)
    keys = Proposal.objects.filter(finding__gt="").values_list("pk", flat=True)
    pages = [client.get(reverse("strategy:answer", kwargs={"key": key})) for key in keys]
    return [page.context["one"].evidence for page in pages]


def test_answering_what_is_read_in_part_leaves_the_record_whole(read_by, people, open_site):
    agree(people)
    kept = list(Proposal.objects.values_list("evidence", flat=True))
    one = Proposal.objects.get(finding="places")
    address = reverse("strategy:answer", kwargs={"key": one.pk})
    client = open_site(settings.SAFERCITY.workspace, "elsewhere")
    form = client.get(address).context["form"]
    held = {name: form[name].value() or "" for name in form.fields}
    assert client.post(address, {**held, "answer": "refused", "reason": "No."}).status_code == 302
    assert list(Proposal.objects.values_list("evidence", flat=True)) == kept
    assert "Not agreed" in read_by("manager")


def test_evidence_that_does_not_say_what_it_rests_on_is_for_who_sees_all(read_by, people):
    Proposal.objects.update(rests_on=[])
    assert LASTS in read_by("manager")
    agree(people, NewDataSet("council-asb"))
    for page in map(read_by, ("manager", "elsewhere")):
        assert LASTS not in page and "environmental-crime" not in page and SILENT in page


def test_what_only_its_parties_know_of_is_in_no_count_that_others_read_later(
    people, open_site, folder
):
    manager, owner = people.viewer("manager"), people.posts["officer"].pk
    version = actions.import_version(TEXT, by=manager)
    take_whole_route(version, by=manager)
    for code in ("1.1", "1.2"):
        made = actions.undertake(
            version, actions.Undertaking(code, "Do it", owner, day(9)), by=manager
        )
        Commitment.objects.filter(pk=made.pk).update(only_parties=code == "1.2")
    open_site(folder, "manager").post(reverse("strategy:begin-review"))
    (told,) = Proposal.objects.filter(part="1").values_list("evidence", flat=True)
    assert "1 have an owner" in told and "1 on the way" in told
