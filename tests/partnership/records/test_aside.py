"""A line that was cut is set aside with a reason, counted, listed and taken back."""

from __future__ import annotations

import re

import pytest

from safercity.partnership.audit.queries import find_acts
from tests.evidence.tiny import NEW
from tests.partnership.every_form.reading import read_faults, read_form
from tests.partnership.every_form.sending import send as post
from tests.partnership.every_form.sending import undone
from tests.partnership.every_form.spoiling import SCRIPT, list_spoils
from tests.partnership.records.conftest import run_jobs
from tests.partnership.records.test_mending import SOURCE, fill
from tests.partnership.records.test_sending import send, text_of
from tests.partnership.records.test_taking_back import (
    MENDED,
    find_address,
    open_back,
    tell,
    verdicts,
)

pytestmark = pytest.mark.one_database


@pytest.fixture
def address(at_town) -> str:
    """Where the second row is set aside, which was cut; the third has a day that is none."""
    rows = f"H1,02/03/2025,Noise,{NEW[1]}\r\nH2,02/0\r\nH3,31/02/2025,Noise,{NEW[1]}\r\n"
    client = at_town("analyst")
    send(client, f"Case ID,Reported Date,Nature of ASB,LSOA\r\n{rows}".encode())
    run_jobs()
    [found] = re.findall(
        r'href="(/records/housing-asb/held/\w+/2/aside/)"', text_of(client.get(SOURCE))
    )
    return found


def test_a_cut_line_is_set_aside_with_a_reason_and_taken_back_without_its_file(
    at_town, address, town
):
    client = at_town("analyst")
    assert client.post(address, {"state": "", "why": ""}).status_code == 422, "why is asked"
    for about in (town / "uploads").glob("*/about.json"):
        about.unlink()  # its file is here no more
    assert "Fewer fields than the heading has" in text_of(client.get(address))
    answer = client.post(address, open_back(client, address) | {"why": "It came whole in May"})
    assert answer.status_code == 302 and answer.url == SOURCE
    run_jobs()
    assert verdicts(client).startswith("3,1,0,1,1")
    page = text_of(client.get(SOURCE))
    assert "1 held row was set aside by a person" in page and address not in page
    assert "was corrected here" not in page and "Row set aside" in page
    [line] = tell(client.get(MENDED))
    assert line[0] == "Row 2 of housing asb.csv" and line[1] == "held → set aside"
    assert line[4] == "It came whole in May"
    [act] = find_acts(verb="row set aside")
    assert act.details.pop("mending")
    assert act.details == {"source": "housing-asb", "why": "…"}
    back = find_address(client)
    assert "waits for a person again" in text_of(client.get(back))
    assert client.post(back, open_back(client, back)).status_code == 302
    run_jobs()
    assert verdicts(client).startswith("3,1,0,2,0")
    assert tell(client.get(MENDED))[0][1] == "set aside → held"
    [act] = find_acts(verb="correction taken back")
    assert "fields" not in act.details, "no field was corrected"


def test_what_can_be_mended_and_what_is_gone_is_not_set_aside(at_town, address):
    client = at_town("analyst")
    mendable = address.replace("/2/", "/3/")
    assert mendable not in text_of(client.get(SOURCE))
    assert client.get(mendable).status_code == 409
    assert client.post(mendable, {"state": "", "why": "So"}).status_code == 409
    assert client.get(address.replace("/2/", "/9/")).status_code == 404
    for who, status in (("officer", 200), ("auditor", 403), ("chair", 403), ("elsewhere", 404)):
        assert at_town(who).get(address).status_code == status, who
    sent = open_back(client, address) | {"why": "So"}
    assert at_town("manager").post(address, sent).status_code == 302
    assert client.post(address, sent).status_code in (409, 422), "someone was first"
    sent = open_back(client, address) | {"why": "So"}
    assert client.post(address, sent).status_code in (409, 422), "nor by who opened it after"
    assert len(tell(client.get(MENDED))) == find_acts(verb="row set aside").count() == 1


def test_what_is_taken_back_with_it_is_said(at_town, tmp_path):
    client = at_town("analyst")
    rows = f"H1,02/03/2025,Noise,{NEW[1]}\r\n,,Total,\r\n"
    send(client, f"Case ID,Reported Date,Nature of ASB,LSOA\r\n{rows}".encode())
    run_jobs()
    [mend] = re.findall(r'href="(/records/housing-asb/held/\w+/2/)"', text_of(client.get(SOURCE)))
    client.post(mend, fill(client.get(mend), **{"v-kind": "Sum of all", "anyway": "on"}))
    run_jobs()
    client.post(mend + "aside/", open_back(client, mend + "aside/") | {"why": "A total"})
    run_jobs()
    page = text_of(client.get(find_address(client)))
    assert "set aside" in page and "Sum of all" in page


def test_no_spoilt_value_breaks_the_form(at_town, address):
    client = at_town("analyst")
    good = {**open_back(client, address), "why": "A note"}
    for name, each in read_form(text_of(client.get(address)), address).fields.items():
        for spoilt in list_spoils(each):
            given = {**good, name: spoilt.value}
            if spoilt.value is None:
                del given[name]
            with undone():
                answer = post(client, address, given)
            assert answer.status in (302, 422) and SCRIPT not in answer.page, (
                f"{name}, {spoilt.how}"
            )
            assert answer.status != 422 or read_faults(answer.page), f"{name}, {spoilt.how}"
