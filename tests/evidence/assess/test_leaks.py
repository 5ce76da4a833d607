"""What must never leave the store: keys, held texts and protected premises, in any file of an
edition or of an export."""

import pytest

from safercity.documents import build_high_demand_places, export_edition, render_html
from safercity.evidence.assess import refresh
from safercity.evidence.assess.setting_up import InitRequest, set_up_workspace
from safercity.evidence.runs import Run
from safercity.evidence.types import month_labels, month_number
from safercity.evidence.workspace import open_workspace
from tests.evidence.tiny import (
    AUTHORITY,
    SIDE,
    corner,
    load,
    street_row,
    write_csv,
    write_geography,
    write_street,
)

MONTHS = month_labels(month_number("2023-01"), month_number("2024-12"))
SAFE_NAME, HAVEN, BESIDE = "On or near Mill Lane", "On or near Haven House", "On or near Haven Yard"


def rows_of(month):
    """Area 5 stands out: the premises and its yard, which carry most records, and a street."""
    hot = [street_row(f"key-{month}-{n}", month=month, area=5) for n in range(14)]
    for row, name in zip(hot, [HAVEN] * 6 + [BESIDE] * 5 + [SAFE_NAME] * 3, strict=True):
        row["Location"] = name
        if name == SAFE_NAME:
            # 200 metres to the north of the rest, beyond the radius, in the same cell or the next.
            row["Latitude"] = f"{float(row['Latitude']) + 0.0018:.6f}"
    quiet = [street_row(f"key-{month}-q{n}", month=month, area=n) for n in range(16)]
    return [*hot, *quiet, street_row(f"key-{month}-w", month=month, kind="Witchcraft")]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Every byte of the edition, of its exports and of its paper."""
    folder = tmp_path_factory.mktemp("leaks")
    boundaries, lookups = write_geography(folder / "given")
    east, north = corner(5)
    here = {"easting": east + SIDE // 2, "northing": north + SIDE // 2, "radius_metres": 120}
    write_csv(lookups / "protected.csv", [{"name": "Haven House", "kind": "refuge", **here}])
    request = InitRequest(folder / "town", (AUTHORITY,), "Tiny", boundaries, lookups)
    root = set_up_workspace(request)[0].root
    settings = root / "safercity.toml"
    settings.write_text(f"{settings.read_text()}\n[grid]\ncell_metres = 1000\n")
    workspace = open_workspace(root)
    rows = [row for month in MONTHS for row in rows_of(month)]
    load(workspace, "police-uk", write_street(folder / "2023-01-tiny-street.csv", rows))
    edition = refresh(workspace, run=Run(threads=1), made_at="2025-06-30T12:00:00")
    out = folder / "out"
    for form in ("csv", "gpkg", "geojson"):
        export_edition(edition, format=form, out=out)
    (out / "paper.html").write_text(render_html(build_high_demand_places(edition)))
    files = [path for root in (edition.folder, out) for path in root.rglob("*") if path.is_file()]
    return {path.name: path.read_bytes() for path in files}


def test_the_place_is_there_and_is_named_by_what_may_be_named(made):
    assert b"Mill Lane" in made["places.json"]
    assert {"places.csv", "high-demand-places.gpkg", "places.geojson", "paper.html"} <= set(made)


@pytest.mark.parametrize(
    "secret",
    [b"haven", b"refuge", b"key-2024", b"witchcraft"],
    ids=["premises", "their kind", "keys", "held texts"],
)
def test_no_file_holds_it(made, secret):
    assert [name for name, data in made.items() if secret in data.lower()] == []
