"""Opening the geography that `choose_geography` kept in a workspace."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import shapely

from safercity.evidence.errors import GeographyError
from safercity.evidence.geography import kept
from safercity.evidence.geography.areas import Areas, read_areas
from safercity.evidence.geography.crosswalk import Crosswalk
from safercity.evidence.geography.geography import Geography
from safercity.evidence.geography.grid import Grid
from safercity.evidence.geography.known import KnownCodes
from safercity.evidence.geography.lattice import Lattice
from safercity.evidence.geography.points import read_place_names, read_protected
from safercity.evidence.geography.tables import read_table
from safercity.evidence.workspace.durable import digest_file

_NO_WARDS = Areas("ward", None, (), (), np.empty(0, dtype=object))


def load_geography(folder: Path, *, kind: str = "hexagon", cell_metres: int = 250) -> Geography:
    """The geography kept in `folder`, with a grid of cells of this kind and width.

    Grid and point indexes are kept in `folder`/cache, named by the digest; they are built again
    where missing or damaged. GeographyError where the folder holds no chosen geography or it is
    damaged.
    """
    folder = Path(folder)
    choice = kept.read_choice(folder)
    lattice = Lattice(kind, cell_metres)
    digest = _digest(folder, lattice)
    found = _read_all_areas(folder, digest)
    small_areas = {a.vintage or "": a for a in found.get("lsoa", [])}
    wards = {a.vintage or "": a for a in found.get("ward", [])}
    if not found.get("local_authority") or not small_areas:
        raise GeographyError(
            f"The geography in {folder} has lost its boundaries.",
            advice="Choose it again with `safercity init`.",
        )
    area = found["local_authority"][-1]
    newest = small_areas[max(small_areas)]
    members = _read_members(folder)
    residents = read_table(folder / "residents.csv")
    counts = map(int, residents.values("residents"))
    return Geography(
        area=area,
        small_areas=newest,
        small_areas_by_vintage=small_areas,
        wards=wards[max(wards)] if wards else _NO_WARDS,
        wards_by_vintage=wards,
        custom_areas=_read_custom(folder),
        crosswalk=Crosswalk.read(folder / "crosswalk.csv"),
        grid=_open_grid(folder, digest, boundary=(area, newest), lattice=lattice),
        residents=dict(zip(residents.values("code"), counts, strict=True)),
        ward_of={code: ward for _, code, ward in members if ward},
        local=_list_local(choice, members, wards=wards),
        known=KnownCodes.read(folder / "known.json"),
        place_names=read_place_names(folder / "place_names.csv"),
        protected=read_protected(folder / "protected.csv"),
        digest=digest,
        folder=folder,
    )


def _digest(folder: Path, lattice: Lattice) -> str:
    """sha256 of the kept files' names and bytes and of the grid: not of where or when they lie."""
    whole = hashlib.sha256(f"{kept.FORMAT} {lattice.kind} {lattice.cell_metres}\n".encode())
    for path in kept.list_content(folder):
        whole.update(f"{path.relative_to(folder).as_posix()} {digest_file(path)}\n".encode())
    return whole.hexdigest()


def _read_all_areas(folder: Path, digest: str) -> dict[str, list[Areas]]:
    found: dict[str, list[Areas]] = {}
    for path in sorted((folder / "areas").glob("*.geojson")):
        kind = path.stem.partition("-")[0]
        packed = folder / kept.CACHE / f"areas-{path.stem}-{digest[:16]}.npz"
        areas = kept.read_packed_areas(packed)
        if areas is None:
            areas = read_areas(path, kind=kind)
            kept.write_cache(packed, kept.pack_areas(areas))
        found.setdefault(kind, []).append(areas)
    return found


def _read_custom(folder: Path) -> dict[str, Areas]:
    files = sorted((folder / "areas").glob("custom-*.geojson"))
    return {path.stem.partition("-")[2]: read_areas(path, kind="custom") for path in files}


def _read_members(folder: Path) -> list[tuple[str, str, str]]:
    table = read_table(folder / "small_areas.csv")
    columns = (table.values(heading) for heading in ("vintage", "code", "ward"))
    return list(zip(*columns, strict=True))


def _list_local(
    choice: dict, members: list[tuple[str, str, str]], *, wards: Mapping[str, Areas]
) -> dict[str, frozenset[str]]:
    of_small_areas = {ward for _, _, ward in members if ward}
    of_shapes = {code for areas in wards.values() for code in areas.codes}
    return {
        "lsoa": frozenset(code for _, code, _ in members),
        "ward": frozenset(of_small_areas | of_shapes),
        "local_authority": frozenset([*choice["authorities"], *choice["earlier_authorities"]]),
        "csp": frozenset(choice["csps"]),
    }


def _open_grid(
    folder: Path, digest: str, *, boundary: tuple[Areas, Areas], lattice: Lattice
) -> Grid:
    """The grid from the cache, or laid over the area joined with its small areas.

    Joined, because published boundaries are generalised: a record whose area code is ours must not
    lose its cell for lying a little outside one of two rough outlines.
    """
    path = folder / kept.CACHE / f"grid-{digest[:16]}.npz"
    grid = kept.read_grid(path, lattice)
    if grid is None:
        outline = shapely.union_all([boundary[0].outline(), boundary[1].outline()])
        grid = Grid.over(outline, kind=lattice.kind, cell_metres=lattice.cell_metres)
        kept.write_cache(path, kept.pack_grid(grid))
    return grid
