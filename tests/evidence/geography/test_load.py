import shutil

import numpy as np
import pytest

from safercity.evidence.errors import GeographyError
from safercity.evidence.geography import choose_geography, load_geography

from .conftest import TOWN


@pytest.fixture
def folder(town):
    choose_geography(
        area_codes=(TOWN,), boundaries=town / "boundaries", lookups=town / "lookups",
        into=town / "geography",
    )  # fmt: skip
    return town / "geography"


def answers(folder, **settings):
    found = load_geography(folder, **settings)
    x, y = np.random.default_rng(1).uniform(-500, 3_500, (2, 2_000)).round(2)
    at = x + 388_000, y + 347_000
    return (
        found.digest, found.grid.ids, found.grid.area_m2.tolist(),
        found.locate_area(*at).tolist(), found.locate_small_area(*at).tolist(),
        found.cell_residents().tolist(),
    )  # fmt: skip


def test_the_second_time_from_the_cache_is_as_the_first(folder):
    first = answers(folder)
    assert list((folder / "cache").glob("*.npz"))
    assert answers(folder) == first


@pytest.mark.parametrize("damage", [b"", b"not an archive", None])
def test_a_damaged_or_missing_cache_is_built_again(folder, damage):
    first = answers(folder)
    for path in (folder / "cache").glob("*.npz"):
        path.write_bytes(
            path.read_bytes()[: path.stat().st_size // 2] if damage is None else damage
        )
    assert answers(folder) == first
    shutil.rmtree(folder / "cache")
    assert answers(folder) == first
    assert not list((folder / "cache").glob("*.part"))


def test_a_folder_that_cannot_be_written_still_answers(folder):
    shutil.rmtree(folder / "cache", ignore_errors=True)
    (folder / "cache").write_text("a file stands where the cache should be")
    first = answers(folder)
    (folder / "cache").unlink()
    assert answers(folder)[1:] == first[1:]


def test_the_digest_is_of_content_and_grid_not_of_place_or_time(folder, tmp_path):
    first = load_geography(folder).digest
    shutil.copytree(folder, tmp_path / "elsewhere", copy_function=shutil.copy)
    assert load_geography(tmp_path / "elsewhere").digest == first
    assert load_geography(folder, cell_metres=200).digest != first
    assert load_geography(folder, kind="square").digest != first
    with (folder / "residents.csv").open("a") as file:
        file.write("E01900036,2\n")
    assert load_geography(folder).digest != first


def test_nothing_chosen_damaged_or_of_another_format_is_said(folder, tmp_path):
    with pytest.raises(GeographyError, match="no chosen geography") as fault:
        load_geography(tmp_path / "nowhere")
    assert "safercity init" in fault.value.advice
    choice = folder / "choice.json"
    whole = choice.read_text()
    choice.write_text(whole[:50])
    with pytest.raises(GeographyError, match="damaged"):
        load_geography(folder)
    choice.write_text(whole.replace('"format": 1', '"format": 9'))
    with pytest.raises(GeographyError, match="format 9; this version reads 1"):
        load_geography(folder)


def test_lost_boundaries_are_said(folder):
    for path in (folder / "areas").glob("lsoa-*"):
        path.unlink()
    with pytest.raises(GeographyError, match="lost its boundaries"):
        load_geography(folder)
