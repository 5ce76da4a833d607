"""A million points into 35,000 areas, beside geopandas' `sjoin` in the same run.

    python benchmarks/bench_points_in_areas.py [--points N] [--areas N] [--pairs N] [--threads N]

Seconds of both are medians of alternated pairs, both processes warm; it also says how many answers
differ. The rival is
given its points as geometries and, in the first line, its spatial index; we are given plain arrays.
Of `intersects` and `within` (which leaves points on borders out) the faster stands in `ratio`.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import shapely
from record import Line, record

REACH = {"index ready": 5.0, "building it": 1.3}
PREDICATES = ("intersects", "within")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--points", type=int, default=1_000_000)
    parser.add_argument("--areas", type=int, default=35_000)
    parser.add_argument("--pairs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=min(2, os.cpu_count() or 1))
    asked = parser.parse_args()
    from peers import find_peers
    from tessellation import make_tessellation, scatter_points

    areas = make_tessellation(1, count=asked.areas)
    x, y = scatter_points(areas, 1, count=asked.points)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder)
        np.savez(path / "work.npz", x=x, y=y, **_pack(areas.polygons))
        python = find_peers("geopandas")
        rival = _Rival(python, path) if python else None
        if rival is None:
            print("geopandas cannot be installed here: our figures stand alone.", file=sys.stderr)
        record("points in areas", list(compare(areas, (x, y), rival=rival, asked=asked)))


def compare(areas, points, *, rival, asked):
    """Lines of the table: with the index ready, and building it."""
    from safercity.evidence.geography import AreaIndex

    ready = AreaIndex.build(areas)
    answers = ready.locate(*points, threads=asked.threads)
    ours = {
        "index ready": lambda: ready.locate(*points, threads=asked.threads),
        "building it": lambda: AreaIndex.build(areas).locate(*points, threads=asked.threads),
    }
    for line, work in ours.items():
        mine, theirs = [], {predicate: [] for predicate in PREDICATES}
        for _ in range(asked.pairs):
            begun = time.perf_counter()
            work()
            mine.append(time.perf_counter() - begun)
            for predicate in PREDICATES if rival else ():
                theirs[predicate].append(rival.time(predicate, line))
        what = f"{asked.points:,} points into {len(areas):,} areas, {line}"
        yield as_line(what, mine, theirs=theirs, reach=REACH[line])
        if rival and line == "building it":
            differ = int((rival.answers(len(answers)) != answers).sum())
            yield Line("answers that differ", differ, unit="points", reach=0)


def as_line(what, mine, *, theirs, reach):
    """Ours beside the faster of the two predicates; both are told."""
    seconds = statistics.median(mine)
    medians = {name: statistics.median(times) for name, times in theirs.items() if times}
    if not medians:
        return Line(what, seconds)
    best = min(medians, key=lambda name: medians[name])
    return Line(
        what, seconds, medians[best], medians[best] / seconds, reach, more_is_better=True,
        rival_name=f"geopandas sjoin, {best}",
        others={name: round(taken, 3) for name, taken in medians.items()},
    )  # fmt: skip


class _Rival:
    """A warm process of the peers' Python that runs `serve` below when asked."""

    def __init__(self, python, folder):
        self.folder = folder
        self.process = subprocess.Popen(
            [python, __file__, "--serve", str(folder)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip

    def time(self, predicate, line):
        print(predicate, line.replace(" ", "_"), file=self.process.stdin, flush=True)
        return float(self.process.stdout.readline())

    def answers(self, count):
        print("answers", "now", file=self.process.stdin, flush=True)
        self.process.stdout.readline()
        found = np.load(self.folder / "answers.npy")
        assert len(found) == count
        return found


def serve(folder):
    """The rival's process: reads "predicate line", answers with seconds."""
    import geopandas

    with np.load(folder / "work.npz") as work:
        x, y, polygons = work["x"], work["y"], _unpack(work)
    points = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy(x, y))
    ready = geopandas.GeoDataFrame(geometry=polygons)
    geopandas.sjoin(points, ready, predicate="within")
    last = None
    for asked in sys.stdin:
        predicate, line = asked.split()
        if predicate == "answers":
            last = geopandas.sjoin(points, ready, predicate="intersects")
            found = np.full(len(x), len(polygons))
            np.minimum.at(found, last.index.to_numpy(), last["index_right"].to_numpy())
            np.save(folder / "answers.npy", np.where(found == len(polygons), -1, found))
            print("done", flush=True)
            continue
        areas = ready if line == "index_ready" else geopandas.GeoDataFrame(geometry=polygons.copy())
        begun = time.perf_counter()
        geopandas.sjoin(points, areas, predicate=predicate)
        print(time.perf_counter() - begun, flush=True)


def _pack(polygons):
    shapes = shapely.to_wkb(polygons)
    ends = np.cumsum([len(shape) for shape in shapes])
    return {"ends": ends, "shapes": np.frombuffer(b"".join(shapes), dtype=np.uint8)}


def _unpack(work):
    whole, ends = work["shapes"].tobytes(), work["ends"]
    starts = np.concatenate([[0], ends[:-1]])
    return shapely.from_wkb([whole[a:b] for a, b in zip(starts, ends, strict=True)])


if __name__ == "__main__":
    sys.path.insert(0, str(Path(__file__).parent))
    if sys.argv[1:2] == ["--serve"]:
        serve(Path(sys.argv[2]))
    else:
        main()
