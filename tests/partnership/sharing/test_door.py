"""What an agency may not see is in no list, page, file, chart or count of an edition."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import dataclass

import pytest

from safercity.evidence.assess.edition import open_edition
from safercity.evidence.errors import Restricted
from safercity.partnership.common.viewers import NO_ONE, SYSTEM
from safercity.partnership.sharing.actions import NewDataSet
from safercity.partnership.sharing.models import AgreedText, Agreement
from safercity.partnership.sharing.queries import door, visible
from tests.partnership.agreements_made import list_sources, make_agreement
from tests.partnership.sample_edition import add_table

OTHERS = [source for source in list_sources() if source != "housing-asb"]
HOUSING_MAP = NewDataSet("housing-asb", shows_counts=False)


@pytest.fixture
def housing_kept(people):
    """Fire sees the list made with housing's records, and not housing's own counts."""
    AgreedText.objects.all().delete()
    Agreement.objects.all().delete()
    return make_agreement(people, "core", sources=[*OTHERS, HOUSING_MAP])


def see(people, folder, who: str, purpose: str = "places"):
    viewer = {"system": SYSTEM, "no one": NO_ONE}.get(who) or people.viewer(who)
    return visible(open_edition(folder), viewer, purpose=purpose)


def test_the_system_sees_what_was_written(people, edition):
    whole = open_edition(edition)
    assert see(people, edition, "system").hidden == frozenset()
    assert see(people, edition, "system").manifest["data_to"] == whole.manifest["data_to"]


def test_an_agency_that_is_not_shown_leaves_every_place(people, edition, housing_kept):
    seen = see(people, edition, "elsewhere")
    assert seen.hidden == {"housing"}
    for place in seen.table("places")["places"]:
        assert "housing" not in place["agencies"] and "housing" not in place["missed_by"]
        assert place["agency_states"]["housing"] == "hidden"
        assert set(place["by_agency"]["housing"]["counts"]) == {None}
        assert set(place["by_agency"]["housing"]["states"]) == {"hidden"}
    assert "housing" not in seen.table("coverage")["agencies"]
    assert "housing" not in seen.table("capture")["missed"]
    assert "housing" not in seen.manifest["data_to"]


def test_its_own_agency_goes_on_seeing_it(people, edition, housing_kept):
    assert see(people, edition, "officer").hidden == frozenset()


def test_a_place_that_hidden_agencies_alone_see_is_gone(people, edition, housing_kept, tmp_path):
    folder = _copy(edition, tmp_path)
    table = json.loads((folder / "places.json").read_bytes())
    only = table["places"][-1]
    only["agencies"] = ["housing"]
    _write(folder, "places", table)
    ids = [place["id"] for place in see(people, folder, "elsewhere").table("places")["places"]]
    assert only["id"] not in ids and len(ids) == len(table["places"]) - 1
    assert see(people, folder, "elsewhere").manifest["statement"] == []


def test_themes_are_told_from_what_is_seen(people, edition, housing_kept, tmp_path):
    folder = _copy(edition, tmp_path)
    table = json.loads((folder / "places.json").read_bytes())
    first = table["places"][0]
    first["by_theme"] = {"asb": 90, "drugs": 30}
    first["themes"] = ["asb", "drugs"]
    first["by_agency"]["housing"]["themes"] = {"asb": 90}
    first["by_agency"]["police"]["themes"] = {"asb": 20, "drugs": 30}
    _write(folder, "places", table)
    told = see(people, folder, "elsewhere").table("places")["places"][0]
    assert told["by_theme"] == {"asb": 20, "drugs": 30}
    assert told["themes"] == ["asb", "drugs"]


def test_findings_of_a_hidden_agency_are_not_there(people, assessed, housing_kept, tmp_path):
    folder = _copy(assessed, tmp_path)
    table = json.loads((folder / "hot_spots.json").read_bytes())
    table["themes"][1]["agency"] = "housing"
    _write(folder, "hot_spots", table)
    assert list_themes(see(people, folder, "elsewhere")) == ["asb"]
    assert list_themes(see(people, folder, "officer")) == ["asb", "drugs"]


def list_themes(seen) -> list[str]:
    return [row["theme"] for row in seen.table("hot_spots")["themes"]]


def test_sentences_that_name_a_hidden_agency_are_left_out(people, assessed, housing_kept, tmp_path):
    folder = _copy(assessed, tmp_path)
    table = json.loads((folder / "profiles.json").read_bytes())
    said = "Anti-social behaviour, as the team records it. Housing and Police record it too."
    table["themes"][0] |= {"introduction": said, "others": ["housing", "police"]}
    _write(folder, "profiles", table)
    row = see(people, folder, "elsewhere").table("profiles")["themes"][0]
    assert row["introduction"] == "Anti-social behaviour, as the team records it."
    assert row["others"] == ["police"]


def test_a_combined_table_needs_an_agreement_that_names_it(people, assessed):
    agreement = Agreement.objects.get()
    narrow(agreement, products=["places"])
    seen = see(people, assessed, "elsewhere")
    assert "watch" not in seen.manifest["tables"]
    assert seen.table("cells")["cells"] == [] and seen.table("capture")["of"] == 0
    assert seen.table("places")["places"]


def test_without_the_list_itself_nothing_is_shown_and_the_page_says_whom_to_ask(people, edition):
    narrow(Agreement.objects.get(), products=["watch"])
    with pytest.raises(Restricted) as refused:
        see(people, edition, "elsewhere").table("places")
    assert "Police" in str(refused.value) and "Housing" in str(refused.value)
    assert "Sharing for high-demand places" in refused.value.advice


def test_only_an_agreement_that_names_the_list_is_said_to_open_it(people, edition):
    AgreedText.objects.all().delete()
    Agreement.objects.all().delete()
    ours = ("council", "fire")
    make_agreement(people, "in", sources=OTHERS, parties=ours, title="Ours", products=[])
    make_agreement(people, "no", sources=OTHERS, parties=("council",), title="None", products=[])
    with pytest.raises(Restricted) as refused:
        see(people, edition, "elsewhere").table("places")
    assert "a party already, without the list of places for this use: Ours." in refused.value.advice
    assert "Ask to join" not in refused.value.advice and "None" not in refused.value.advice
    make_agreement(people, "map", sources=OTHERS, parties=("council", "police"), title="Map")
    for who, in_it in (("elsewhere", True), ("board_member", True), ("no one", False)):
        with pytest.raises(Restricted) as refused:
            see(people, edition, who).table("places")
        assert "Ask to join: Map." in refused.value.advice
        assert ("Ours" in refused.value.advice) is in_it


def test_a_purpose_that_was_not_agreed_opens_nothing(people, edition):
    narrow(Agreement.objects.get(), uses=["meetings"])
    assert see(people, edition, "elsewhere", "meetings").hidden == frozenset()
    assert "police" in see(people, edition, "elsewhere", "places").hidden


def test_all_sources_of_an_agency_must_be_shown(people, edition, housing_kept, tmp_path):
    folder = _copy(edition, tmp_path)
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["data_to"]["police"]["sources"] = ["force-crimes", "housing-asb"]
    (folder / "manifest.json").write_text(json.dumps(manifest))
    assert "police" in see(people, folder, "elsewhere").hidden


def test_an_ended_or_later_agreement_opens_nothing(people, edition):
    text = AgreedText.objects.get()
    text.content["until_day"] = text.content["from_day"]
    text.save()
    from safercity.partnership.sharing.queries import terms

    terms._KEPT.clear()  # texts are never changed but by a test
    assert "police" in see(people, edition, "elsewhere").hidden


def test_the_handling_instruction_stands_on_every_page(sign_in, people):
    narrow(Agreement.objects.get(), handling="Not to leave the room.")
    assert "Not to leave the room." in sign_in("elsewhere").get("/places/").content.decode()


def test_an_edition_that_stands_alone_says_so(sign_in, edition, open_site, tmp_path):
    folder = _copy(edition, tmp_path)
    manifest = json.loads((folder / "manifest.json").read_bytes())
    manifest["not_rebuildable_since"] = "2026-03-09"
    (folder / "manifest.json").write_text(json.dumps(manifest))
    assert "from 9 March 2026" in open_site(folder).get("/about/").content.decode()


def test_a_stranger_sees_open_records_alone(people, edition):
    assert set(open_edition(edition).manifest["data_to"]) == see(people, edition, "no one").hidden


def test_a_source_with_a_higher_threshold_hides_more(people, edition):
    narrow(Agreement.objects.get(), data_sets=[
        {"source": one, "fields": [], "threshold": 12 if one == "force-crimes" else 5,
         "shows_counts": True} for one in list_sources()
    ])  # fmt: skip
    place = see(people, edition, "elsewhere").table("places")["places"][0]
    police = [n for n in place["by_agency"]["police"]["counts"] if isinstance(n, int)]
    assert all(n == 0 or n >= 12 for n in police)
    written = {n for one in place["by_agency"].values() for n in one["counts"] if n}
    assert "<12" in written or "<5" in written


def test_who_sees_the_same_shares_one_visible_edition(people, edition, housing_kept):
    door._see.cache_clear()  # what tests before this one saw may have pushed half of it out
    assert see(people, edition, "elsewhere") is see(people, edition, "board_member")
    assert see(people, edition, "elsewhere") is see(people, edition, "analyst")
    assert see(people, edition, "elsewhere") is not see(people, edition, "officer")


@dataclass
class Page:
    """An address, and a word that stands in it for who sees housing."""

    address: str
    word: str


@pytest.mark.parametrize("page", [
    Page("/places/?agency=housing", "Housing"), Page("/places.csv", "housing"),
    Page("/places.geojson", "housing"), Page("/about/", "Housing"),
], ids=lambda page: page.address)  # fmt: skip
def test_pages_and_files_say_nothing_of_it(page, sign_in, housing_kept):
    theirs = sign_in("elsewhere").get(page.address).content.decode()
    own = sign_in("officer").get(page.address).content.decode()
    assert page.word in own
    if page.address.endswith(("csv", "geojson", "about/")):
        assert page.word not in theirs
    else:
        assert '<option value="housing"' not in theirs and '<option value="housing"' in own


def test_the_strip_says_that_one_may_not_see(sign_in, housing_kept, edition):
    first = json.loads((edition / "places.json").read_bytes())["places"][0]["id"]
    page = sign_in("elsewhere").get(f"/places/{first}/").content.decode()
    assert "the records of Children&#x27;s services and Housing here" in page or (
        "the records of Housing and Children&#x27;s services here" in page
    )


def narrow(agreement, **changed) -> None:
    """Agree anew on a narrower text."""
    newest = agreement.agreed_texts.first()
    AgreedText.objects.create(
        agreement=agreement,
        number=newest.number + 1,
        at=newest.at.replace(year=newest.at.year + 1),
        content=deepcopy(newest.content) | changed,
    )


def _copy(folder, tmp_path):
    target = tmp_path / "copy"
    target.mkdir()
    for file in folder.iterdir():
        (target / file.name).write_bytes(file.read_bytes())
    return target


def _write(folder, name: str, table: dict) -> None:
    from tests.partnership.sample_edition import replace_table

    replace_table(folder, name, table)


def test_what_does_not_need_the_list_is_told_without_it(people, assessed):
    narrow(Agreement.objects.get(), products=["watch"])
    seen = see(people, assessed, "elsewhere")
    assert seen.manifest["statement"] == [], "it counts places"
    assert "watch" in seen.manifest["tables"]


def test_in_areas_that_all_chose_a_count_is_still_its_agencys(
    people, edition, housing_kept, tmp_path
):
    folder = _copy(edition, tmp_path)
    whose = {"agencies": ["housing", "police"], "kind": "theme", "name": "asb"}
    rows = [whose | {"of": of, "area": "high_demand", "records": [3, 40]} for of in
            ("housing", "police")]  # fmt: skip
    add_table(folder, "counts", {"rows": rows})
    told = {
        who: see(people, folder, who).table("counts")["rows"] for who in ("officer", "elsewhere")
    }
    assert [row["of"] for row in told["officer"]] == ["housing", "police"]
    assert [row["of"] for row in told["elsewhere"]] == ["police"]
    assert (told["elsewhere"][0]["records"], told["elsewhere"][0]["shown_from"]) == (["<5", 40], 5)


def test_a_small_year_of_a_theme_is_not_given_back_by_its_rate(people, assessed, tmp_path):
    folder = _copy(assessed, tmp_path)
    table = json.loads((folder / "profiles.json").read_bytes())
    table["themes"][0] |= {"records": 3, "rate": 0.2}
    _write(folder, "profiles", table)
    row = see(people, folder, "elsewhere").table("profiles")["themes"][0]
    assert (row["records"], row["rate"]) == ("<5", None)
    assert "level" not in row, "its rate and its change since a year before would too"
