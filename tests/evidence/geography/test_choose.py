import json
import shutil

import pytest
import shapely

from safercity.evidence.errors import GeographyError
from safercity.evidence.geography import choose_geography, load_geography

from .conftest import (
    NEXT_TOWN,
    PARTNERSHIP,
    TOWN,
    small_areas_2021,
    square,
    write_csv,
    write_geojson,
)


def choose(town, *codes, **others):
    request = {"population": None, "into": town / "geography"} | others
    return choose_geography(
        area_codes=codes or (TOWN,),
        boundaries=town / "boundaries",
        lookups=town / "lookups",
        **request,
    )


def test_the_partnerships_own_part_is_kept_and_the_neighbour_left_out(town):
    choice = choose(town)
    found = load_geography(town / "geography")
    assert choice.authorities == (TOWN,) and choice.csps == (PARTNERSHIP,)
    assert found.area.codes == (TOWN,)
    assert len(found.small_areas) == 37 and len(found.small_areas_by_vintage["2011"]) == 36
    assert found.wards.names == ("1", "2") and found.wards.vintage == "2024"
    assert len(found.local_codes("lsoa")) == 38
    assert sum(found.residents.values()) == sum(1500 + i for i in range(37))
    assert found.cell_residents().sum() == pytest.approx(sum(found.residents.values()), abs=0.01)


def test_a_code_elsewhere_is_told_from_an_unknown_one(town):
    choose(town)
    found = load_geography(town / "geography")
    assert "E01700000" in found.known_codes("lsoa") and "E01700000" not in found.local_codes("lsoa")
    assert "E01999999" not in found.known_codes("lsoa")
    assert {TOWN, NEXT_TOWN} == found.known_codes("local_authority")


def test_units_wards_and_points(town):
    choose(town)
    found = load_geography(town / "geography")
    assert found.unit_of_area("E01800035") == found.unit_of_area("E01900036") == "E01900035"
    assert found.unit_of_area("E01700000") is None
    assert found.ward_of_area("E01800035") == "E05000902" == found.ward_of_area("E01900036")
    assert found.ward_of_point(388_100, 347_100) == "E05000901"
    assert found.ward_of_point(1, 1) is None
    code = found.small_areas.codes[found.locate_small_area([390_900.0], [349_900.0])[0]]
    assert code == "E01900036"
    assert found.locate_area([388_100.0, 391_200.0], [347_100.0, 347_100.0]).tolist() == [
        True,
        False,
    ]
    assert (found.cell_wards >= 0).all()


def test_the_partnerships_code_and_both_towns(town):
    assert choose(town, PARTNERSHIP).authorities == (TOWN,)
    assert choose(town, TOWN, "E22000902").authorities == (TOWN, NEXT_TOWN)
    assert len(load_geography(town / "geography").small_areas) == 39


def test_files_are_known_by_content_not_by_name(town):
    first = choose(town)
    digest = load_geography(town / "geography").digest
    boundaries, lookups = town / "boundaries", town / "lookups"
    (lookups / "deep").mkdir()
    for number, path in enumerate(sorted(boundaries.glob("*.geojson"))):
        path.rename(lookups / "deep" / f"{9 - number}.json")
    for number, path in enumerate(sorted(lookups.glob("*.csv"))):
        path.rename(boundaries / f"{number}.csv")
    second = choose(town)
    assert [c.what for c in second.chosen] == [c.what for c in first.chosen]
    assert load_geography(town / "geography").digest == digest


def test_of_two_files_the_finer_valid_one_is_taken_and_why_is_written(town):
    finer = [
        ({"lsoa21_code": code}, shapely.segmentize(polygon, 50))
        for code, polygon in small_areas_2021().items()
    ]
    write_geojson(town / "boundaries" / "finer.geojson", finer)
    written = choose(town).as_json()
    assert written == json.loads((town / "geography" / "choice.json").read_text())
    taken = {item["what"]: item for item in written["chosen"]}
    assert taken["lsoa 2021"]["file"] == "boundaries/finer.geojson"
    assert "finer" in taken["lsoa 2021"]["why"] and len(taken["lsoa 2021"]["sha256"]) == 64
    passed = {item["file"]: item["why"] for item in written["passed_over"]}
    assert "finer" in passed["boundaries/small21.geojson"]


def test_a_finer_file_that_is_not_whole_is_passed_over(town):
    part = [({"lsoa21_code": "E01900000"}, shapely.segmentize(square(0, 0), 5))]
    write_geojson(town / "boundaries" / "part.geojson", part)
    choice = choose(town)
    assert dict(choice.passed_over)["boundaries/part.geojson"] == "It holds 1 of the area's 37."


def test_without_the_authoritys_shape_its_small_areas_are_joined(town):
    (town / "boundaries" / "authorities.geojson").unlink()
    choice = choose(town)
    assert "joined" in next(c.why for c in choice.chosen if c.what.startswith("local_authority"))
    assert load_geography(town / "geography").area.polygons[0].area == pytest.approx(9e6, rel=1e-3)


@pytest.mark.parametrize(
    "codes, told",
    [(("E06000999",), "No lookup knows"), (("E22000999",), "make up E22000999"),
     (("Stoke",), "no code of"), ((), "No area was given")],
)  # fmt: skip
def test_codes_that_lead_nowhere(town, codes, told):
    with pytest.raises(GeographyError, match=told) as fault:
        choose_geography(
            area_codes=codes,
            boundaries=town / "boundaries",
            lookups=town / "lookups",
            into=town / "g",
        )
    assert fault.value.advice and not (town / "g").exists()


def test_a_code_that_ended_names_its_successor(town):
    write_csv(town / "lookups" / "changes.csv", "ltla21_code,ltla24_code", [("E07000555", TOWN)])
    # An older lookup still lists it: that does not bring it back.
    write_csv(town / "lookups" / "old.csv", "LSOA11CD,LAD21CD", [("E01900000", "E07000555")])
    with pytest.raises(GeographyError, match="E07000555 has ended") as fault:
        choose(town, "E07000555")
    assert TOWN in fault.value.advice
    assert choose(town).earlier_authorities == ("E07000555",)


def test_nothing_that_covers_the_area_lists_what_was_found(town):
    for name in ("small11", "small21"):
        (town / "boundaries" / f"{name}.geojson").unlink()
    with pytest.raises(GeographyError, match=r"wards\.geojson \(2 ward 2024\)"):
        choose(town)


def test_no_lookups_and_no_folder(town):
    shutil.rmtree(town / "lookups")
    with pytest.raises(GeographyError, match="There is no folder"):
        choose(town)
    (town / "lookups").mkdir()
    with pytest.raises(GeographyError, match="No lookup"):
        choose(town)


def test_a_failed_choice_leaves_the_earlier_one(town):
    choose(town)
    before = load_geography(town / "geography").digest
    (town / "boundaries" / "small21.geojson").unlink()
    (town / "boundaries" / "small11.geojson").unlink()
    with pytest.raises(GeographyError):
        choose(town)
    assert load_geography(town / "geography").digest == before
    assert not list(town.glob("*.part"))


def test_welsh_codes_work_the_same(town):
    for path in [*town.glob("*/*.csv"), *town.glob("*/*.geojson")]:
        text = path.read_text()
        path.write_text(text.replace("E0", "W0").replace("W07000902", "W06000902"))
    assert choose(town, "W06000901").authorities == ("W06000901",)
    assert load_geography(town / "geography").small_areas.codes[0] == "W01900000"


def test_without_residents_it_says_so(town):
    (town / "lookups" / "people.csv").unlink()
    choice = choose(town)
    assert any("No table of residents" in note for note in choice.notes)
    assert load_geography(town / "geography").cell_residents().sum() == 0


def test_a_breakdown_of_residents_is_no_total(town):
    rows = [(code, 1500, group) for code in small_areas_2021() for group in "ab"]
    write_csv(town / "lookups" / "people.csv", "lsoa21_code,total_residents,group", rows)
    assert any("No table of residents" in note for note in choose(town).notes)


def test_place_names_protected_premises_and_postcodes(town):
    folder = town / "lookups"
    write_csv(
        folder / "n.csv", "Name,Easting,Northing,Kind", [("The Bandstand", 388100, 347100, "park")]
    )
    write_csv(folder / "s.csv", "name,longitude,latitude", [("High Street", -2.1789, 53.0205)])
    write_csv(
        folder / "p.csv", "easting,northing,metres", [(388200, 347200, 80), (388300, 347200, "")]
    )
    write_csv(
        folder / "c.csv",
        "pcds,oseast1m,osnrth1m,oslaua",
        [("ST1 1AA", 388123, 347321, TOWN), ("ST9 9ZZ", "", "", "")],
    )
    choose(town)
    found = load_geography(town / "geography")
    assert [place.name for place in found.place_names] == ["High Street", "The Bandstand"]
    assert found.place_names[0].easting == pytest.approx(388_000, abs=500)
    assert [premises.within_metres for premises in found.protected] == [80, 100]
    assert found.postcodes["st11aa"] == (388_123, 347_321) and len(found.postcodes) == 1
    assert "ST9 9ZZ" not in found.postcodes


def test_custom_areas_are_kept_with_their_names(town):
    rows = [({"name": "Beat 1"}, square(0, 0)), ({"name": "Far beat"}, square(90, 0))]
    write_geojson(town / "boundaries" / "beats.geojson", rows)
    choose(town)
    assert load_geography(town / "geography").custom_areas["beats"].codes == ("Beat 1",)


def test_without_ward_boundaries_wards_are_drawn_from_their_small_areas(town):
    (town / "boundaries" / "wards.geojson").unlink()
    choice = choose(town)
    found = load_geography(town / "geography")
    assert found.wards.codes == ("E05000901", "E05000902") and found.wards.vintage == "2024"
    whole = found.small_areas.outline().area
    assert sum(one.area for one in found.wards.polygons) == pytest.approx(whole, abs=10)
    assert found.wards.names == found.wards.codes  # the lookup names none
    assert found.ward_of_point(388_100, 347_100) == "E05000901"
    taken = next(one for one in choice.chosen if one.what == "ward 2024")
    assert "joined" in taken.why and any("best fit" in note for note in choice.notes)


def test_wards_that_are_drawn_have_the_lookups_names_and_without_a_lookup_there_are_none(town):
    (town / "boundaries" / "wards.geojson").unlink()
    places = town / "lookups" / "places.csv"
    head, *rows = places.read_text().splitlines()
    named = [f'{row},"Ward {row.split(",")[1][-2]}"' for row in rows]
    places.write_text("\n".join([f"{head},WD24NM", *named]) + "\n")
    choose(town)
    assert load_geography(town / "geography").wards.names == ("Ward 1", "Ward 2")
    bare = [",".join(row.split(",")[::2]) for row in rows]
    places.write_text("\n".join(["LSOA21CD,LAD24CD", *bare]) + "\n")
    choice = choose(town)
    assert not len(load_geography(town / "geography").wards)
    assert any("nothing is told by ward" in note for note in choice.notes)
