"""The paper of the places, for a meeting: what its reader may not see is not in it."""

from __future__ import annotations

import html
import io
import json
import re
import zipfile

import pytest
from django.utils import timezone

from safercity.documents.names import read_names
from safercity.documents.words import write_date
from safercity.partnership.sharing.actions import NewDataSet
from tests.partnership.agreements_made import list_sources, make_agreement
from tests.partnership.people_made import add_charity
from tests.partnership.sample_edition import replace_table
from tests.partnership.sharing.test_door import housing_kept as housing_kept
from tests.partnership.sharing.test_door import narrow

PAPER = "/places/paper.html"
NEVER_BY_CHANCE = 7_654_321  # a count of housing's that stands nowhere else


def read(client, address: str = PAPER) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, answer.content[:300]
    return html.unescape(answer.content.decode())


@pytest.fixture
def counted(edition, tmp_path, open_site):
    """The site of an edition in which housing's records and a small count of police's stand."""
    folder = tmp_path / "counted"
    folder.mkdir()
    for file in edition.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    table = json.loads((folder / "places.json").read_bytes())
    by_agency = table["places"][0]["by_agency"]
    by_agency["housing"]["counts"] = [NEVER_BY_CHANCE for _ in by_agency["housing"]["counts"]]
    by_agency["police"]["counts"] = [3 for _ in by_agency["police"]["counts"]]
    by_agency["police"]["themes"] = {"asb": 90, "drugs": 3}
    table["places"][0]["by_theme"] = {"asb": 90, "drugs": 3}
    replace_table(folder, "places", table)
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["counted"] = list(manifest["data_to"])  # as every edition that is made says
    (folder / "manifest.json").write_text(json.dumps(manifest))
    return lambda who: open_site(folder, who)


def test_an_agency_that_one_may_not_see_is_not_even_named(counted, housing_kept):
    theirs, own = read(counted("elsewhere")), read(counted("officer"))
    assert "Housing" in own and f"{NEVER_BY_CHANCE:,}" in own
    assert "ousing" not in theirs and f"{NEVER_BY_CHANCE:,}" not in theirs
    assert "No records were loaded from" not in theirs, "records that are hidden were loaded"


def test_where_no_agency_at_all_is_shown_none_is_named(counted, people):
    people.agencies["charity"] = add_charity(people)
    kept = [NewDataSet(source, shows_counts=False) for source in list_sources()]
    make_agreement(people, "list-alone", sources=kept)
    paper = read(counted("guest"))
    assert "How the list was made" in paper
    assert not [one for one in read_names().agencies.values() if re.search(rf"\b{one}\b", paper)]


def test_of_who_sees_a_place_no_more_is_said_than_is_shown(counted, housing_kept):
    theirs, own = read(counted("elsewhere")), read(counted("officer"))
    assert "Six of the agencies shown see lasting demand here: " in theirs
    assert "6 of those shown" in theirs
    assert "Seven agencies see lasting demand here: " in own and "of those shown" not in own


def test_small_counts_stay_hidden_on_paper(counted, housing_kept):
    paper = read(counted("elsewhere"))
    assert re.search(r"anti-social behaviour 90 and [^<]*<5\.", paper) and "<td" in paper


def test_it_says_whose_it_is_how_it_is_marked_and_from_what_it_was_made(
    counted, people, housing_kept
):
    narrow(housing_kept, handling="Not to leave the room.")
    paper = read(counted("elsewhere"))
    edition = counted("elsewhere").get("/places.geojson").json()["edition"]
    agency = people.viewer("elsewhere").posts[0].agency_name
    for words in (edition[:12], write_date(timezone.localdate()), f"for {agency}",
                  "Not to leave the room.", "What each agency sent"):  # fmt: skip
        assert words in paper, words
    assert 'class="marking"' in paper


def test_pdf_and_word_are_the_same_paper(counted, housing_kept):
    client = counted("elsewhere")
    assert client.get("/places/paper.pdf").content[:5] == b"%PDF-"
    word = zipfile.ZipFile(io.BytesIO(client.get("/places/paper.docx").content))
    assert "ousing" not in word.read("word/document.xml").decode()
    assert client.get("/places/paper.odt").status_code == 404


def test_without_the_list_there_is_no_paper(counted, housing_kept):
    narrow(housing_kept, products=["watch"])
    answer = counted("elsewhere").get(PAPER)
    assert answer.status_code == 403 and "attachment" not in str(answer.headers)


def test_the_look_is_kept(counted, housing_kept):
    from safercity.partnership.audit.models import Look

    read(counted("elsewhere"))
    (look,) = Look.objects.all()
    assert (look.purpose, look.page) == ("places", "places:paper")
