"""What was mapped and corrected is seen on a page of its own, and taken back there."""

from __future__ import annotations

import re

import pytest

from safercity.evidence.extracts.mappings import MappingChange, change_meanings
from safercity.evidence.store import corrections
from safercity.evidence.store.corrections import Correction, read_corrections
from safercity.partnership.audit.queries import find_acts
from safercity.partnership.common.ids import new_id
from safercity.partnership.records.queries import open_records
from safercity.partnership.sharing.models import AgreedText
from tests.partnership.every_form.reading import read_faults, read_form
from tests.partnership.every_form.sending import send as post
from tests.partnership.every_form.sending import undone
from tests.partnership.every_form.spoiling import SCRIPT, list_spoils
from tests.partnership.records.conftest import run_jobs, write_cases
from tests.partnership.records.test_mending import SOURCE, fill
from tests.partnership.records.test_sending import send, text_of

pytestmark = pytest.mark.one_database

MENDED = SOURCE + "mended/"
OWN = "as the file says"


def tell(page) -> list[list[str]]:
    """The cells of the list, line by line, the newest first."""
    lines = re.findall(r"<tr><th scope=\"row\".*?</tr>", text_of(page), re.S)
    cells = (re.findall(r"<t[dh][^>]*>(.*?)</t[dh]>", line, re.S) for line in lines)
    return [[re.sub(r"<[^>]+>", "", cell).strip() for cell in row] for row in cells]


def verdicts(client) -> str:
    """Rows, accepted, outside, held and known of the one extract."""
    return text_of(client.get(SOURCE + "?format=csv")).splitlines()[1].split(",", 2)[2]


@pytest.fixture
def mapped(at_town, tmp_path):
    """Where the word that was mapped is taken back."""
    client = at_town("analyst")
    send(client, write_cases(tmp_path / "cases.csv", words=("Noise", "Witchcraft")).read_bytes())
    run_jobs()
    client.post(SOURCE + "words/", {"word": "Witchcraft", "category": "asb_other"})
    run_jobs()
    return find_address(client)


@pytest.fixture
def corrected(at_town, tmp_path):
    """Where the correction of the first row is taken back."""
    return correct_first(at_town("analyst"), tmp_path, opened="28/02/2025")


@pytest.fixture
def still_held(at_town, tmp_path):
    """The same where the row waits for more to be corrected."""
    return correct_first(at_town("analyst"), tmp_path, opened="30/02/2025")


def correct_first(client, tmp_path, *, opened: str) -> str:
    rows = write_cases(tmp_path / "cases.csv", words=("Noise", "Noise"), day="31/02/2025")
    send(client, rows.read_bytes().replace(b"H", b"K"))  # keys of their own
    run_jobs()
    held = re.search(r'href="(/records/housing-asb/held/\w+/1/)"', text_of(client.get(SOURCE)))[1]
    client.post(held, fill(client.get(held), **{"v-opened": opened, "anyway": "on"}))
    run_jobs()
    return find_address(client)


def find_address(client) -> str:
    return re.search(rf'href="({MENDED}[^"?]+)"', text_of(client.get(MENDED)))[1]


def open_back(client, address) -> dict[str, str]:
    form = read_form(text_of(client.get(address)), address)
    return {name: (each.values or [""])[0] for name, each in form.fields.items()}


def test_two_who_map_one_word_overwrite_nothing_unseen(at_town, tmp_path):
    client = at_town("analyst")
    send(client, write_cases(tmp_path / "cases.csv", words=("Noise", "Witchcraft")).read_bytes())
    run_jobs()
    sent = {"word": "Witchcraft", "category": "asb_other", "before": ""}
    assert at_town("manager").post(SOURCE + "words/", sent).status_code == 302
    answer = client.post(SOURCE + "words/", sent | {"category": "asb_noise"})
    assert answer.status_code == 409 and "Someone else changed this" in text_of(answer)
    assert 'name="before" value="asb_other"' in client.get(SOURCE).content.decode()


def test_a_mapped_word_is_taken_back_and_its_rows_are_held_again(at_town, mapped):
    client = at_town("analyst")
    assert verdicts(client).startswith("2,2,0,0,0")
    page = text_of(client.get(mapped))
    assert "1 file of the last two weeks is read again by itself" in page
    answer = client.post(mapped, open_back(client, mapped) | {"why": "It means something else"})
    assert answer.status_code == 302 and answer.url == MENDED
    run_jobs()
    assert verdicts(client).startswith("2,1,0,1,0") and "Witchcraft" in text_of(client.get(SOURCE))
    back, first = tell(client.get(MENDED))
    assert back[0] == "The word “Witchcraft”, in housing asb.csv, taken back"
    assert back[4] == "It means something else"
    assert back[1].endswith("→ nothing of our own") and back[2] == "Robin analyst"
    assert first[0] == "The word “Witchcraft”, in housing asb.csv"
    assert first[1].startswith("nothing of our own →")
    assert first[5] == "–", "what holds no more has no button"
    [act] = find_acts(verb="mapping taken back")
    assert act.details.pop("mending")
    assert act.details == {"source": "housing-asb", "category": "asb_other", "why": "…"}
    assert "Mapping taken back" in text_of(client.get(SOURCE))


def test_a_corrected_row_says_again_what_its_file_says(at_town, corrected):
    client = at_town("analyst")
    [line] = tell(client.get(MENDED))
    assert line[:3] == [
        "Row 1 of housing asb.csv",
        "Opened: 31/02/2025 → 28/02/2025",
        "Robin analyst",
    ]
    assert verdicts(client).startswith("2,1,0,1,0")
    assert client.post(corrected, open_back(client, corrected)).status_code == 302
    run_jobs()
    assert verdicts(client).startswith("2,0,0,2,0")
    back = tell(client.get(MENDED))[0]
    assert back[:2] == ["Row 1 of housing asb.csv, taken back", f"Opened: 28/02/2025 → {OWN}"]
    assert "is read with a value" not in text_of(client.get(SOURCE))
    file = text_of(client.get(MENDED + "?format=csv")).splitlines()
    assert len(file) == 3 and f"Opened,28/02/2025,{OWN},true,Robin analyst" in file[1]


def test_on_what_changed_meanwhile_nothing_is_taken_back(at_town, mapped):
    client = at_town("analyst")
    opened = open_back(client, mapped)
    change_meanings(open_records(), "housing-asb", changes=[MappingChange("Witchcraft", "noise")])
    answer = client.post(mapped, opened)
    assert answer.status_code == 422 and "Someone else changed this" in text_of(answer)
    assert client.post(mapped, open_back(client, mapped)).status_code == 302
    again = client.post(mapped, opened)
    assert again.status_code == 409 and "taken back already" in text_of(again)
    assert find_acts(verb="mapping taken back").count() == 1


def test_a_row_corrected_meanwhile_stays(at_town, corrected, town):
    client = at_town("analyst")
    opened = open_back(client, corrected)
    [kept] = (town / "corrections" / "housing-asb").glob("*.json")
    kept.write_text(kept.read_text("utf-8").replace('"28/02/2025"', '"27/02/2025"', 1), "utf-8")
    answer = client.post(corrected, opened)
    assert answer.status_code == 422 and "Nothing was overwritten" in text_of(answer)


def test_only_who_mends_takes_back_and_others_hear_of_no_person(at_town, mapped, corrected):
    for who in ("officer", "manager"):
        assert at_town(who).get(mapped).status_code == 200, who
    for address in (mapped, corrected):
        assert at_town("auditor").get(address).status_code == 403
        assert at_town("auditor").post(address, {}).status_code == 403
        assert at_town("elsewhere").get(address).status_code == 404
    page = at_town("auditor").get(MENDED)
    assert page.status_code == 200 and "Take back" not in text_of(page)
    for who in ("chair", "link_officer"):
        assert at_town(who).get(MENDED).status_code == 403, "they read the ledger"
        assert "mended/" not in text_of(at_town(who).get(SOURCE))
    assert at_town("analyst").get(MENDED + "words/" + "0" * 16 + "/").status_code == 404
    assert at_town("analyst").get(corrected.replace("/1/", "/2/")).status_code == 404


def test_of_fields_that_one_may_not_see_nothing_is_told_or_taken(at_town, mapped, corrected):
    text = AgreedText.objects.filter(agreement__reference="landlords").first()
    data = [{**each, "fields": ["lsoa"]} for each in text.content["data_sets"]]
    content = {**text.content, "data_sets": data}
    AgreedText.objects.create(
        agreement=text.agreement, number=text.number + 1, at=text.at, content=content
    )
    client = at_town("analyst")
    page = text_of(client.get(MENDED))
    assert "Nothing was mapped here" in page and "Witchcraft" not in page
    for address in (mapped, corrected):
        assert client.get(address).status_code == 404


def correct_later(address: str, **values: str) -> None:
    """Another correction of the row that is taken back at this address."""
    workspace, digest = open_records(), address.split("/")[-3]
    [before] = read_corrections(workspace, "housing-asb", digest=digest).values()
    later = Correction("housing-asb", digest, 1, values, before, key=str(new_id()))
    corrections.correct_row(workspace, later)


def test_what_others_corrected_later_stops_nobody_from_taking_back_what_they_see(
    at_town, still_held
):
    """One who sees more corrected another field of the row: it is not told, and it stays."""
    correct_later(still_held, lsoa="E01000009")
    client = at_town("analyst")
    [line] = tell(client.get(MENDED))
    assert line[1] == "Opened: 31/02/2025 → 30/02/2025" and line[5] != "–"
    assert client.post(still_held, open_back(client, still_held)).status_code == 302
    digest = still_held.split("/")[-3]
    left = read_corrections(open_records(), "housing-asb", digest=digest)
    assert left == {1: {"lsoa": "E01000009"}}


def test_the_form_tells_all_that_is_taken_back(at_town, still_held):
    correct_later(still_held, kind="Noise at night")
    client = at_town("analyst")
    assert [line[5] != "–" for line in tell(client.get(MENDED))] == [True, False]
    page = text_of(client.get(still_held))
    assert "30/02/2025" in page and "Noise at night" in page


def test_a_file_of_no_kind_that_is_made_is_the_page(at_town, mapped):
    assert "What was mapped" in text_of(at_town("analyst").get(MENDED + "?format=pdf"))


def test_without_its_file_a_row_waits_until_it_is_sent_again(at_town, corrected, town):
    for about in (town / "uploads").glob("*/about.json"):
        about.unlink()
    client = at_town("analyst")
    assert "The file is not here any more" in text_of(client.get(corrected))
    assert client.post(corrected, open_back(client, corrected)).status_code == 302


def test_what_was_mapped_by_hand_is_there_too(at_town, town, django_assert_max_num_queries):
    folder = town / "content" / "mappings"
    folder.mkdir(parents=True)
    (folder / "housing-asb.yaml").write_text('"Noisy": noise\n')
    client = at_town("analyst")
    with django_assert_max_num_queries(10):
        [line] = tell(client.get(MENDED))
    assert line[2:4] == ["not kept", "not kept"]
    address = find_address(client)
    assert client.post(address, open_back(client, address)).status_code == 302
    assert (folder / "housing-asb.yaml").read_text() == "{}\n"


def test_no_spoilt_value_breaks_the_form(at_town, mapped):
    client = at_town("analyst")
    good = open_back(client, mapped)
    assert set(good) == {"state", "why"}
    answer = client.post(mapped, good | {"why": "Darren Smith said so"})
    assert answer.status_code == 422 and "person" in text_of(answer)
    word = MappingChange("Witchcraft", "asb_other")
    for name, each in read_form(text_of(client.get(mapped)), mapped).fields.items():
        for spoilt in list_spoils(each):
            given = {**good, name: spoilt.value}
            if spoilt.value is None:
                del given[name]
            change_meanings(open_records(), "housing-asb", changes=[word])
            with undone():
                answer = post(client, mapped, given)
            assert answer.status in (302, 422), f"{name}, {spoilt.how}: {answer}"
            assert SCRIPT not in answer.page
            assert answer.status != 422 or read_faults(answer.page), f"{name}, {spoilt.how}"
