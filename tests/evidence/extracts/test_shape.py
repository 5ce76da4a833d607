"""A shape file is checked whole: every fault at once, naming file and key."""

from __future__ import annotations

import pytest
import yaml

from safercity.evidence.errors import ContentError, UnknownName
from safercity.evidence.extracts.shape import Shape, simplify_header
from safercity.evidence.extracts.shapes import load_mapping, load_shape, load_shapes, read_shape
from tests.evidence.extracts.reading import BASE, make_shape


def write_shape(folder, **changes):
    path = folder / "tests.yaml"
    path.write_text(yaml.safe_dump({**BASE, **changes}), encoding="utf-8")
    return path


def test_a_whole_shape_reads(tmp_path):
    assert read_shape(write_shape(tmp_path)).id == "tests"


def test_all_faults_are_named_with_file_and_key(tmp_path):
    path = write_shape(tmp_path, kind="snapshop", licens="OGL", version=0)
    with pytest.raises(ContentError) as caught:
        read_shape(path)
    said = str(caught.value)
    assert str(path) in said
    assert all(key in said for key in ("kind:", "licens:", "version:"))


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"kind": "increment", "covers": []}, "key: an increment"),
        ({"covers": []}, "covers: say which slice"),
        ({"covers": ["beat"]}, "beat is used but not described"),
        ({"title": {"cy": "Profion"}}, "title.en"),
        ({"category": None}, "category: is missing"),
        ({"count": "ref"}, "count: goes with record: counts"),
        ({"sensitivity": "open"}, "sensitivity: open is below"),
        ({"place_name": "note"}, "place_name: only an open column"),
        ({"place_name": "name"}, "columns.name: a personal column may only be part of the key"),
        ({"when": {"column": "day", "precision": "day"}}, "no date order is ever guessed"),
        ({"when": {"column": "day", "precision": "day", "formats": ["dmy"]}}, "neither a pattern"),
        ({"where": [{"degrees": ["x", "y"], "text": "note"}]}, "give exactly one of"),
        ({"where": [{"area": "ref"}]}, "area and of go together"),
        ({"category": {"constant": "noise", "column": "kind"}}, "give one of column"),
        ({"format": 2}, "newer than this program"),
    ],
)
def test_each_fault_is_said(tmp_path, changes, said):
    with pytest.raises(ContentError, match="(?s)" + said):
        read_shape(write_shape(tmp_path, **changes))


def test_a_personal_column_is_never_stored(tmp_path):
    columns = {**BASE["columns"], "name": {"headers": ["Name"], "class": "personal", "store": True}}
    with pytest.raises(ContentError, match=r"columns\.name\.store"):
        read_shape(write_shape(tmp_path, columns=columns))


def test_a_header_belongs_to_one_column(tmp_path):
    columns = {**BASE["columns"], "who": {"headers": ["REF."], "class": "open"}}
    with pytest.raises(ContentError, match="also belongs to ref"):
        read_shape(write_shape(tmp_path, columns=columns))


def test_broken_yaml_and_wrong_names_are_said(tmp_path):
    (tmp_path / "a.yaml").write_text("id: [", encoding="utf-8")
    with pytest.raises(ContentError, match="cannot be read as YAML"):
        read_shape(tmp_path / "a.yaml")
    other = write_shape(tmp_path).rename(tmp_path / "other.yaml")
    with pytest.raises(ContentError, match="is not the file's name"):
        read_shape(other)


def test_yaml_words_keep_their_meaning():
    """Unquoted Yes and 1 in `yes:` are what people write; YAML makes them true and a number."""
    shape = make_shape(flags={"youth": {"column": "note", "yes": [True, 1, "Y"]}})
    assert shape.flags["youth"].yes == ("Yes", "1", "Y")
    assert make_shape(category={"column": "kind", "map": {30: "noise"}}).category.map == {
        "30": "noise"
    }


def test_headers_compare_without_case_spaces_and_punctuation():
    assert simplify_header(" Crime_ID.") == simplify_header("crime id") == "crimeid"


def test_a_workspace_shape_stands_before_the_shipped_one(tmp_path):
    (tmp_path / "shapes").mkdir()
    own = load_shape("police-uk").model_dump(by_alias=True, exclude_none=True) | {"version": 99}
    text = yaml.safe_dump(
        yaml.safe_load(Shape.model_validate(own).model_dump_json(by_alias=True, exclude_none=True))
    )
    (tmp_path / "shapes" / "police-uk.yaml").write_text(text, encoding="utf-8")
    assert load_shape("police-uk", tmp_path).version == 99
    assert load_shapes(tmp_path)["police-uk"].version == 99
    assert load_shape("police-uk").version != 99


def test_an_unknown_source_lists_what_there_is():
    with pytest.raises(UnknownName) as caught:
        load_shape("polis-uk")
    assert "police-uk" in caught.value.advice


def test_a_workspace_mapping_adds_words(tmp_path):
    (tmp_path / "mappings").mkdir()
    (tmp_path / "mappings" / "tests.yaml").write_text('"Loud": noise\n30: noise\n')
    assert load_mapping("tests", tmp_path) == {"Loud": "noise", "30": "noise"}
    assert load_mapping("other", tmp_path) == {}
    (tmp_path / "mappings" / "tests.yaml").write_text('"Loud": [noise]\n')
    with pytest.raises(ContentError, match="Loud is not mapped"):
        load_mapping("tests", tmp_path)
