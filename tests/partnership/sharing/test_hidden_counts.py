"""Whoever may not see an agency's own counts sees nothing that changes with them, but for what the
combined products say that were agreed."""

from __future__ import annotations

import json
import re
import shutil
from io import BytesIO
from zipfile import ZipFile

import pytest

from safercity.documents.edition_findings import Kept, list_parts
from safercity.documents.names import read_names
from safercity.evidence.assess.edition import open_edition
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.sharing.actions import NewDataSet
from safercity.partnership.sharing.models import AgreedText, Agreement
from safercity.partnership.sharing.queries import shows_sentence, tell_basis, visible
from tests.partnership.agreements_made import list_sources, make_agreement
from tests.partnership.sample_edition import replace_table
from tests.partnership.sharing.two_editions import make_two

pytestmark = pytest.mark.one_database

COMBINED = frozenset("places cells small_areas capture score watch risk priorities similar".split())
"""Tables that combined products are made of, row by row of several agencies' records together."""
KEPT = NewDataSet("housing-asb", shows_counts=False)
OF_ITS_OWN = re.compile(r'[0-9a-f]{12,64}|nonce="[^"]*"|csrfmiddlewaretoken" value="[^"]*"')
"""What differs whenever a page is asked for, or names the edition."""


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """The folders of both editions."""
    made = make_two(tmp_path_factory.mktemp("two"))
    return tuple(one.folder for one in made)


@pytest.fixture
def kept(people):
    """Fire sees every product, and not housing's own counts."""
    AgreedText.objects.all().delete()
    Agreement.objects.all().delete()
    return make_agreement(
        people, "kept", sources=[*(one for one in list_sources() if one != "housing-asb"), KEPT]
    )


def see(people, folder, who="elsewhere", purpose="places"):
    viewer = SYSTEM if who == "system" else people.viewer(who)
    return visible(open_edition(folder), viewer, purpose=purpose)


def differ(people, two, who) -> set[str]:
    """The tables that differ between the two editions as somebody sees them."""
    first, second = (see(people, folder, who) for folder in two)
    assert set(first.manifest["tables"]) == set(second.manifest["tables"])
    return {name for name in first.manifest["tables"] if first.table(name) != second.table(name)}


def test_no_table_changes_with_counts_that_are_kept_from_the_reader(people, two, kept):
    everything = differ(people, two, "system")
    assert {"frozen", "counts", "details", "profiles", "seasons"} <= everything
    assert differ(people, two, "elsewhere") <= COMBINED


def list_kept(edition) -> dict[str, Kept]:
    """Every finding by its id."""
    found = [one for part in list_parts(edition, read_names()) for one in part.found]
    return {one.id: one for one in found}


def test_no_page_and_no_file_changes_with_them(open_site, people, two, kept):
    """All that tell the frozen areas, and of other tables one finding of each kind: that nothing
    else in these changes is shown above."""
    told = list_kept(see(people, two[0])).values()
    kinds = {(one.part, one.aspect): one.id for one in told if one.part not in COMBINED}
    wanted = {*kinds.values(), *(one.id for one in told if one.part == "frozen")}
    assert {"frozen-police", "frozen-police-rolling"} <= wanted and len(wanted) > 12
    walked = [walk(open_site(folder, "elsewhere"), wanted) for folder in two]
    assert "/findings/frozen-police/numbers-2/?format=xlsx" in walked[0]
    assert walked[0].keys() == walked[1].keys()
    assert [page for page, text in walked[0].items() if text != walked[1][page]] == []


def walk(client, wanted: set[str]) -> dict[str, str]:
    """Every address of these findings: pages, drawings, numbers as pages and as files; and the
    index of all."""
    index = "/findings/"
    read = {address: fetch(client, address) for address in (index, f"{index}?format=csv")}
    waiting = [f"{index}{name}/" for name in sorted(wanted)]
    while waiting:
        page = waiting.pop()
        read[page] = fetch(client, page)
        if not page.endswith("/"):
            continue
        for address in re.findall(r'(?:href|src)="(/findings/[^"]+)"', read[page]):
            if address.startswith(page) and address not in {*read, *waiting}:
                waiting.append(address)
        waiting += [f"{page}?format={form}" for form in ("csv", "xlsx") if "/numbers-" in page]
    return read


def fetch(client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200, address
    sent = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if sent.startswith(b"PK"):
        book = ZipFile(BytesIO(sent))
        sent = b"".join(book.read(name) for name in book.namelist() if name.startswith("xl/"))
    return OF_ITS_OWN.sub("", sent.decode("latin-1"))


def test_what_tells_them_is_not_there(open_site, people, two, kept):
    """Whoever sees them finds each page; to the other it is as if there were none."""
    hers, theirs = (list_kept(see(people, two[0], who)) for who in ("officer", "elsewhere"))
    client = open_site(two[0], "elsewhere")
    gone = hers.keys() - theirs.keys()
    assert {"frozen-housing", "frozen-housing-rolling", "hot-spots-asb"} <= gone
    for name in gone:
        for address in (f"/findings/{name}/", f"/findings/{name}/numbers-2/?format=csv"):
            assert client.get(address).status_code == 404, address


def test_an_edition_of_before_is_cut_by_what_its_rows_are_called(people, two, kept, tmp_path):
    """Where a row says nothing of whose records it counts, it is only for who sees everyone's."""
    folder = shutil.copytree(two[0], tmp_path / "before")
    table = json.loads((folder / "frozen.json").read_bytes())
    for row in (*table["agencies"], *table["indicators"]):
        del row["of"]
    replace_table(folder, "frozen", table)
    seen = {who: see(people, folder, who).table("frozen") for who in ("officer", "elsewhere")}
    assert seen["officer"]["indicators"] and len(seen["officer"]["agencies"]) == 2
    assert [row["id"] for row in seen["elsewhere"]["agencies"]] == ["police"]
    assert seen["elsewhere"]["indicators"] == []


def test_an_indicator_by_records_that_are_kept_is_not_told_of_areas(people, two, kept, tmp_path):
    folder = shutil.copytree(two[0], tmp_path / "other")
    table = json.loads((folder / "frozen.json").read_bytes())
    by_police = next(row for row in table["indicators"] if row["of"] == ["police"])
    table["indicators"] = [by_police, by_police | {"id": "noise", "of": ["housing"]}]
    replace_table(folder, "frozen", table)
    rows = see(people, folder).table("frozen")["indicators"]
    assert [row["id"] for row in rows] == [by_police["id"]]


@pytest.mark.parametrize(("name", "shown"), [("police", True), ("housing", False)])
def test_a_sentence_that_was_kept_of_them_is_silent(people, two, kept, name, shown):
    whole = see(people, two[0], "officer", "performance")
    row = next(one for one in whole.table("frozen")["agencies"] if one["id"] == name)
    basis = tell_basis(whole, row, table="frozen", purpose="performance")
    theirs = see(people, two[0], purpose="performance")
    assert shows_sentence(theirs, basis, text="It fell.") is shown
    before = basis | {"of": ""}  # kept before it was said whose records are counted
    assert not shows_sentence(theirs, before, text="It fell.")
    assert shows_sentence(whole, before, text="It fell.")


def test_a_page_is_marked_by_what_it_is_made_of(open_site, people, two, kept):
    """All chose the frozen areas; the rolling list of open records is made of nothing else."""
    Agreement.objects.all().delete()
    make_agreement(people, "marked", sources=list_sources(), marking="OFFICIAL-SENSITIVE")
    client = open_site(two[0], "officer")
    marked = {
        name: "OFFICIAL-SENSITIVE" in fetch(client, f"/findings/{name}/")
        for name in ("frozen-housing", "frozen-police", "frozen-police-rolling")
    }
    assert list(marked.values()) == [True, True, False]


def test_how_much_of_their_records_lacks_a_place_is_not_told_by_the_places(people, edition, kept):
    own = open_edition(edition).manifest["data_to"]
    for place in see(people, edition).table("places")["places"]:
        seen = [own[layer]["unplaced_share"] for layer in place["agencies"]]
        whole = next(
            one for one in open_edition(edition).table("places")["places"]
            if one["id"] == place["id"]
        )  # fmt: skip
        if "housing" in whole["agencies"]:
            assert place["unplaced_share"] == max(seen)
