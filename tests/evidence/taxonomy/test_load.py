"""The taxonomy's loader: a workspace's copies, faults told together, clauses, names."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from safercity.evidence.errors import ContentError, UnknownName
from safercity.evidence.taxonomy import Clause, load_taxonomy
from safercity.evidence.taxonomy.files import SHIPPED
from safercity.evidence.taxonomy.taxonomy import UNTOLD


def copy_file(name: str, into: Path, **changes: object) -> Path:
    values = yaml.safe_load((SHIPPED / name).read_text(encoding="utf-8"))
    values.update(changes)
    target = into / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")
    return target


def themes_with(**changes: object) -> list[dict]:
    themes = yaml.safe_load((SHIPPED / "taxonomy/themes.yaml").read_text(encoding="utf-8"))[
        "themes"
    ]
    return [theme | changes if theme["id"] == "environmental_crime" else theme for theme in themes]


def test_the_shipped_taxonomy_loads_once():
    assert load_taxonomy() is load_taxonomy()
    assert load_taxonomy().notes == ()


def test_an_empty_content_folder_changes_nothing(tmp_path):
    assert load_taxonomy(tmp_path).digest == load_taxonomy().digest


def test_a_copy_stands_before_the_shipped_file(tmp_path):
    changed = themes_with(title={"en": "Grime"})
    copy_file("taxonomy/themes.yaml", tmp_path, themes=changed, forked_from=1)
    own = load_taxonomy(tmp_path)
    assert own.themes["environmental_crime"].title == {"en": "Grime"}
    assert own.digest != load_taxonomy().digest
    assert own.notes == ()


def test_a_copy_must_say_what_it_was_made_from(tmp_path):
    path = copy_file("agencies.yaml", tmp_path)
    with pytest.raises(ContentError, match="forked_from") as caught:
        load_taxonomy(tmp_path)
    assert str(path) in str(caught.value)


def test_a_copy_of_an_older_version_is_noted(tmp_path):
    copy_file("agencies.yaml", tmp_path, forked_from=0)
    [note] = load_taxonomy(tmp_path).notes
    assert "version 0" in note and "version 1" in note


def test_a_copy_from_the_future_is_refused(tmp_path):
    copy_file("agencies.yaml", tmp_path, forked_from=99)
    with pytest.raises(ContentError, match="newer than the shipped"):
        load_taxonomy(tmp_path)


def test_the_fixed_exclusions_survive_a_copy_that_drops_them(tmp_path):
    changed = themes_with(
        includes=[{"categories": ["fly_tipping", "river_pollution", "poaching"]}], fixed_excludes=[]
    )
    copy_file("taxonomy/themes.yaml", tmp_path, themes=changed, forked_from=1)
    [clause] = load_taxonomy(tmp_path).clauses("environmental_crime")
    assert clause.categories == {"fly_tipping"}


def test_all_faults_are_told_at_once(tmp_path):
    broken = themes_with(includes=[{"categories": ["fly_tiping"], "flags": ["yuoth"]}])
    copy_file("taxonomy/themes.yaml", tmp_path, themes=broken, forked_from=1)
    copy_file("agencies.yaml", tmp_path, forked_from=1, agencies=[{"id": "police", "colour": 1}])
    with pytest.raises(ContentError) as caught:
        load_taxonomy(tmp_path)
    for word in ("fly_tiping", "yuoth", "letters", "agencies.police"):
        assert word in str(caught.value)


def test_an_own_table_of_weights_stands_beside_the_shipped(tmp_path):
    copy_file("weights/home-office-unit-costs.yaml", tmp_path, id="ours", weights={"asb": 7},
              to_be_supplied=[], not_weighted={})  # fmt: skip
    (tmp_path / "weights/home-office-unit-costs.yaml").rename(tmp_path / "weights/ours.yaml")
    own = load_taxonomy(tmp_path)
    assert own.weights("ours").of("asb") == 7
    assert "home-office-unit-costs" in own.weight_tables


def test_own_answers_for_an_own_source(tmp_path):
    assert load_taxonomy().derivable("asb", "our-asb") == UNTOLD
    folder = tmp_path / "taxonomy/derivable"
    folder.mkdir(parents=True)
    (folder / "our-asb.yaml").write_text(
        "format: 1\nversion: 1\nthemes:\n  asb: {answer: derivable, why: {en: Every row.}}\n"
        "otherwise: {answer: not_available, why: {en: Only complaints.}}\n"
    )
    own = load_taxonomy(tmp_path)
    assert own.derivable("asb", "our-asb").answer == "derivable"
    assert own.derivable("drugs", "our-asb").why == {"en": "Only complaints."}
    assert own.clauses("asb", "our-asb") and not own.clauses("drugs", "our-asb")


def test_a_newer_format_is_refused(tmp_path):
    copy_file("agencies.yaml", tmp_path, forked_from=1, format=2)
    with pytest.raises(ContentError, match="format"):
        load_taxonomy(tmp_path)


def test_unknown_names_list_what_there_is():
    with pytest.raises(UnknownName) as caught:
        load_taxonomy().clauses("vandalism")
    assert "criminal_damage" in caught.value.advice


@pytest.mark.parametrize(
    ("category", "flags", "fits"),
    [("rape", 0b11, True), ("rape", 0b01, False), ("rape", 0b111, False), ("arson", 0b11, False)],
)
def test_a_clause_wants_all_its_flags_and_none_of_the_others(category, flags, fits):
    clause = Clause(frozenset({"rape"}), flags_mask=0b11, without_mask=0b100)
    assert clause.fits(category, flags) is fits


def test_public_violence_leaves_domestic_out():
    taxonomy = load_taxonomy()
    masks = taxonomy.flag_masks
    public = masks["public_place"]
    told = {"source": "force-crimes"}
    assert "violence_public_place" in taxonomy.themes_of(
        "assault_with_injury", flags=public, **told
    )
    domestic = public | masks["domestic"]
    themes = taxonomy.themes_of("assault_with_injury", flags=domestic, **told)
    assert "violence_public_place" not in themes and "domestic_abuse" in themes


def test_any_category_with_a_flag_has_no_list_of_categories():
    [clause] = load_taxonomy().clauses("hate_race")
    assert (
        clause.categories is None and clause.flags_mask == load_taxonomy().flag_masks["hate_race"]
    )


def test_layers_divide_the_categories():
    taxonomy = load_taxonomy()
    parts = [taxonomy.categories_in(layer) for layer in ("demand", "activity", "context")]
    assert sum(map(len, parts)) == len(taxonomy.categories)
    assert "other_street_report" in parts[2]


@pytest.mark.parametrize(
    ("name", "generic"),
    [("On or near Supermarket", True), ("PARK/OPEN SPACE", True), ("On or near ", True),
     ("No Location", True), ("On or near A50", True), ("M6 Toll", True), ("B5026", True),
     ("On or near Supermarket Lane", False), ("Victoria Court", False),
     ("On or near A Street", False)],
)  # fmt: skip
def test_generic_names_are_told_from_streets(name, generic):
    assert load_taxonomy().names.is_generic(name) is generic


def test_names_lose_their_prefix():
    assert load_taxonomy().names.plain("On or near Wood Lane") == "Wood Lane"


def test_artefacts_are_found_by_name():
    found = load_taxonomy().artefact_of("On or near Police Station")
    assert found is not None and found.id == "police_station"
    assert load_taxonomy().artefact_of("Police Station Road") is None


def test_breaks_concern_their_sources():
    taxonomy = load_taxonomy()
    ids = [b.id for b in taxonomy.breaks_for("police-uk", "violence_and_sexual_offences")]
    assert "principal-crime-2023" in ids
    assert "gmp-2019" in ids
    assert "principal-crime-2023" not in [
        b.id for b in taxonomy.breaks_for("police-uk", "burglary")
    ]
    assert [b.month for b in taxonomy.breaks] == sorted(b.month for b in taxonomy.breaks)


def test_breaks_of_other_forces_are_not_ours():
    taxonomy = load_taxonomy()
    told = {b.id for b in taxonomy.breaks_for("police-uk", forces=["Staffordshire Police"])}
    assert not {"gmp-2019", "devon-cornwall-2022"} & told and told
    there = {b.id for b in taxonomy.breaks_for("police-uk", forces=["Devon and Cornwall Police"])}
    assert "devon-cornwall-2022" in there and "gmp-2019" not in there
    unknown = {b.id for b in taxonomy.breaks_for("police-uk")}
    assert {"gmp-2019", "devon-cornwall-2022"} <= unknown
