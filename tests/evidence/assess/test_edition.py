"""An edition says what it is, whose records it rests on, and when it is no longer itself."""

import json

import pytest

from safercity.evidence.assess.edition import (
    Draft,
    EditionUnreadable,
    open_edition,
    write_edition,
)
from safercity.evidence.overlay import PlaceSettings
from safercity.evidence.workspace.settings import PlaceRules
from tests.evidence.tiny import make_workspace


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return make_workspace(tmp_path_factory.mktemp("tiny"))


@pytest.fixture
def edition(workspace, tmp_path):
    draft = Draft(
        manifest={"title": "Tiny"},
        tables={"places": {"places": [0.1 + 0.2]}, "geometry": {}},
        derived_from={"places": ["police-uk"]},
        agencies={"places": ["police"]},
        sensitivity="open",
    )
    return write_edition(workspace, draft, scratch=tmp_path)


def test_every_table_says_what_it_came_from_whose_it_is_and_how_sensitive(edition):
    told = edition.manifest["tables"]
    assert told["places"] == {
        "digest": told["places"]["digest"],
        "derived_from": ["police-uk"],
        "agencies": ["police"],
        "sensitivity": "open",
    }
    assert (told["geometry"]["derived_from"], told["geometry"]["agencies"]) == ([], [])


def test_a_changed_table_is_not_read(edition):
    path = edition.folder / "places.json"
    path.write_bytes(path.read_bytes() + b" ")
    try:
        with pytest.raises(EditionUnreadable, match=r"places\.json was changed"):
            edition.table("places")
    finally:
        path.write_bytes(path.read_bytes()[:-1])
    assert edition.table("places") == {"places": [0.3]}


@pytest.mark.parametrize(
    ("text", "said"),
    [("{", "damaged"), (json.dumps({"format": 2}), "format 2"), (None, "cannot be read")],
)
def test_a_damaged_or_newer_manifest_says_so(tmp_path, text, said):
    if text is not None:
        (tmp_path / "manifest.json").write_text(text)
    with pytest.raises(EditionUnreadable, match=said) as caught:
        open_edition(tmp_path)
    assert "refresh" in caught.value.advice


def test_the_settings_tell_the_defaults_that_hold():
    """The workspace cannot import the method, so its manual repeats the method's defaults."""
    told = PlaceRules().model_dump(exclude_none=True)
    published = PlaceSettings().as_values()
    assert told == {key: published[key] for key in told}
