"""Indicators as content: what is shipped is right, and what is wrong is told all at once."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from safercity.evidence.errors import ContentError
from safercity.evidence.indicators import ChartRules, Rebase, terms_of
from safercity.evidence.taxonomy import load_taxonomy
from safercity.evidence.taxonomy.files import SHIPPED
from safercity.evidence.taxonomy.indicators import load_indicators

COARSENESS = {"minute": 0, "day": 0, "month": 1, "quarter": 2, "year": 3}


def write(folder: Path, name: str = "own.yaml", *, base: str = "fly-tipping", **changes) -> None:
    values = yaml.safe_load((SHIPPED / f"indicators/{base}.yaml").read_text(encoding="utf-8"))
    values |= {"id": name.removesuffix(".yaml"), **changes}
    target = folder / "indicators" / name
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_text(yaml.safe_dump(values, allow_unicode=True), encoding="utf-8")


def test_a_dozen_and_more_are_shipped_with_titles_in_both_languages():
    found = load_indicators()
    assert len(found) >= 12
    for name, one in found.items():
        assert one.title["cy"], name
        assert one.serves["cy"], name
        assert one.caveats, name
        assert (SHIPPED / f"indicators/{name}.yaml").is_file()


def test_they_cover_every_strategic_theme_that_a_source_tells():
    asked = {
        theme
        for one in load_indicators().values()
        if one.numerator.ask
        for theme in one.numerator.ask.themes
    }
    assert asked >= {"knife_enabled", "serious_violence", "violence_public_place", "vawg_public",
                     "asb", "environmental_crime", "hate_crime", "modern_slavery"}  # fmt: skip


def test_no_source_is_asked_more_often_than_it_tells():
    for one in load_indicators().values():
        for source in one.numerator.ask.sources if one.numerator.ask else ():
            shape = yaml.safe_load((SHIPPED / f"shapes/{source}.yaml").read_text(encoding="utf-8"))
            told = COARSENESS[shape["when"]["precision"]]
            assert told <= COARSENESS[one.frequency], (one.id, source)


def test_no_indicator_of_activity_is_shipped():
    activity = load_taxonomy().categories_in("activity")
    for one in load_indicators().values():
        if one.numerator.ask:
            assert not activity & set(one.numerator.ask.categories), one.id


def test_a_partnership_sets_its_own_target(tmp_path):
    write(tmp_path, baseline={"first": "2024-04", "last": "2025-03"},
          target={"by": "2028-03", "change": -0.1})  # fmt: skip
    terms = terms_of(load_indicators(tmp_path)["own"], language="cy")
    assert terms.target is not None
    assert (terms.target.change, terms.target.baseline_to) == (-0.1, "2025-03")
    assert terms.name == "Tipio anghyfreithlon"


def test_terms_of_an_ambiguous_one_name_its_companion():
    found = load_indicators()
    one = found["hate-incidents"]
    rebase = Rebase("2024-04", "a reporting centre opened")
    terms = terms_of(one, companion=found[one.companion], rebases=(rebase,),
                     rules=ChartRules(run_points=8))  # fmt: skip
    assert terms.better == "ambiguous"
    assert terms.companion == "Share of hate crimes with violence"
    assert terms.rules.run_points == 8
    assert terms.caveats


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"direction": "sideways"}, "direction"),
        ({"direction": "ambiguous"}, "companion"),
        ({"companion": "nobody"}, "no 'nobody'"),
        ({"companion": "own"}, "the indicator itself"),
        ({"colour": "red"}, "colour"),
        ({"title": {"cy": "Tipio"}}, "title.en"),
        ({"scope": []}, "scope"),
        ({"data": "share"}, "denominator"),
        ({"denominator": {"exposure": "residents", "per": 1000}}, "denominator"),
        ({"numerator": {}}, "exactly one"),
        ({"numerator": {"exposure": "residents"}}, "numerator.exposure"),
        ({"numerator": {"returned": {"agency": "navy", "what": {"en": "x"}}}}, "navy"),
        ({"numerator": {"ask": {"sources": ["police-uk"], "themes": ["knife_enabled"]}}},
         "cannot tell knife_enabled"),
        ({"numerator": {"ask": {"sources": ["police-uk"], "themes": ["weapons_found"]}}},
         "activity"),
        ({"numerator": {"ask": {"sources": ["police-uk"], "categories": ["drugs"]}}}, "activity"),
        ({"numerator": {"ask": {"sources": ["moon"], "themes": ["asb"]}}}, "moon"),
        ({"numerator": {"ask": {"sources": ["police-uk"], "themes": ["asb"], "weights": "x"}}},
         "weights"),
        ({"target": {"by": "2028-03"}}, "a value or a change"),
        ({"target": {"by": "2028-03", "change": -0.1}}, "baseline"),
    ],
)  # fmt: skip
def test_faults_name_the_key(tmp_path, changes, told):
    write(tmp_path, **changes)
    with pytest.raises(ContentError, match=told):
        load_indicators(tmp_path)


def test_all_faults_are_told_at_once(tmp_path):
    write(tmp_path, "one.yaml", scope=[])
    write(tmp_path, "two.yaml", direction="ambiguous")
    with pytest.raises(ContentError) as error:
        load_indicators(tmp_path)
    assert "one.yaml" in str(error.value)
    assert "two.yaml" in str(error.value)


def test_two_files_may_not_share_an_id(tmp_path):
    write(tmp_path, "own.yaml")
    write(tmp_path, "other.yaml", id="own")
    with pytest.raises(ContentError, match="another indicator"):
        load_indicators(tmp_path)
