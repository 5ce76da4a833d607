"""The site with 500 people, 50,000 actions with an update each, and a million entries of the audit.

    python benchmarks/bench_site.py [--small] [--seconds 60]
    python tools/on_postgresql.py python benchmarks/bench_site.py     the same on PostgreSQL

Every page: queries, time at 5 in flight, size. Lists against a bare query of the same rows at 20 in
flight (docs/decisions/0028), and beside Django's own admin over them. The hourly chase, the first
time over all and again. Fifty people who save at once for a minute: each save that was answered
"saved" has to be there, once, and no version may have been written over.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import sys
import time
from pathlib import Path

from in_flight import Person, measure
from made_up_area import BUILD, copy_workspace
from made_up_site import Sizes, make_site, tidy
from peer_admin.served import LIST as ADMIN
from record import Line, record
from site_map import measure_map
from site_pages import BARE, FAR, FILTERED, WORDS, close, count_queries, list_pages, read_selects
from site_saving import measure_saving
from site_served import serve_admin, serve_site

from safercity.cli.demonstration import make_demonstration

SEED = 2024
MOST_QUERIES, MOST_MS, MOST_FILTER_MS, MOST_RATIO = 10, 250.0, 300.0, 5.0
MOST_HTML_KB, MOST_FIRST_KB = 100.0, 400.0
REQUESTS = 60
# The same lists in both: the whole, far down, narrowed by two words.
BESIDE_ADMIN = {
    "/actions/?state=all": ADMIN,
    FAR: f"{ADMIN}?p=200",
    f"/actions/{WORDS}": f"{ADMIN}?q=lights+river",
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--small", action="store_true", help="fewer of everything: a trial")
    parser.add_argument("--seconds", type=int, default=60, help="how long people save")
    asked = parser.parse_args()
    sizes = Sizes(60, 12_000, 10_000) if asked.small else Sizes()
    on = "PostgreSQL" if os.environ.get("DATABASE_URL") else "SQLite"
    workspace = copy_demonstration()
    sessions = make_site(workspace, sizes)
    lines = measure_chase(sizes)
    pages = list_pages()
    queries = {pair: count_queries(pair[0], sessions[pair[1]]) for pair in pages}
    kept = workspace / "queries.json"
    bare = {str(n): read_selects(path, sessions[who]) for n, (path, who) in enumerate(BARE.items())}
    kept.write_text(json.dumps(bare), "utf-8")
    close()
    with serve_site(workspace, kept) as address:
        known = {who: Person(address, cookie) for who, cookie in sessions.items()}
        lines += measure_pages(pages, queries, known=known)
        lines += measure_lists(known)
        lines += measure_map(address, sessions["manager"])
        ours = {path: _time_at_five(known["manager"], path) for path in BESIDE_ADMIN}
        lines += measure_saving(address, sessions, seconds=asked.seconds)
    lines += measure_admin(workspace, ours)
    record(f"site on {on}{', small' if asked.small else ''}", lines)


def copy_demonstration() -> Path:
    """A copy of the demonstration's workspace, with nothing of a site in it."""
    made = make_demonstration(BUILD / "demonstration", seed=SEED).workspace.root
    folder = BUILD / "site"
    copy_workspace(made, folder)
    return folder


def measure_chase(sizes: Sizes) -> list[Line]:
    """The hourly job that reminds and escalates: the first time over everything, and an hour on."""
    from safercity.partnership.commitments.jobs import chase

    lines, told = [], []
    for when in ("the first time", "again"):
        begun = time.perf_counter()
        chase(tell=told.append)
        took = time.perf_counter() - begun
        what = f"chasing {sizes.actions:,} actions, {when}"
        lines.append(Line(what, took, others={"did": told[-1]}))
    tidy()
    return lines


def measure_pages(pages: dict, queries: dict, *, known: dict) -> list[Line]:
    """Django's floor, then the pages; what is over stands in `others` by its address."""
    floor, _median = measure(known["manager"], "/bench/empty/", at_once=5, requests=REQUESTS)
    slowest, packed, plain = {}, {}, {}
    for pair in pages:
        path, who = pair
        slowest[pair] = 1000 * measure(known[who], path, at_once=5, requests=REQUESTS)[0]
        answer = known[who].get(path)
        packed[pair], plain[pair] = answer.size / 1000, len(answer.body) / 1000
        told = f"{queries[pair]} queries, p95 {slowest[pair]:.0f} ms"
        print(f"  {pages[pair]}: {told}, {plain[pair]:.0f} kB", file=sys.stderr, flush=True)
    what = "an empty view through the same middleware, p95 at 5 in flight"
    return [
        Line(what, 1000 * floor, unit="ms"),
        _worst("most queries of a page", queries, reach=MOST_QUERIES, unit=""),
        _worst("slowest page, p95 at 5 in flight", slowest, reach=MOST_MS, unit="ms"),
        _worst("largest page, HTML as sent", packed, reach=MOST_HTML_KB, unit="kB"),
        _worst("largest page, HTML unpacked", plain, reach=MOST_HTML_KB, unit="kB"),
        _first_visit(known["manager"]),
    ]


def _worst(what: str, figures: dict, *, reach: float, unit: str) -> Line:
    worst = max(figures, key=lambda each: figures[each])
    median = statistics.median(figures.values())
    over = [f"{_name(pair)} {figure:.0f}" for pair, figure in figures.items() if figure > reach]
    told = {"median of pages": round(median, 1), "pages": len(figures)}
    return Line(
        f"{what} ({_name(worst)})", float(figures[worst]), reach=reach, unit=unit,
        others=told | ({"over": over} if over else {}),
    )  # fmt: skip


def _name(pair: tuple[str, str]) -> str:
    path = re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|p-[0-9a-f]{8}", "…", pair[0])
    return path if pair[1] == "manager" else f"{path} for {pair[1]}"


def _first_visit(person: Person) -> Line:
    """The list of places with every file that it names, as a browser without a cache fetches it."""
    page = person.get("/places/")
    files = set(re.findall(r'(?:href|src)="(/static/[^"]+)"', page.body.decode()))
    sent = page.size + sum(person.get(each).size for each in files)
    return Line(
        "first visit: the places with their styles and scripts", sent / 1000,
        reach=MOST_FIRST_KB, unit="kB", others={"files": len(files)},
    )  # fmt: skip


def measure_lists(known: dict) -> list[Line]:
    """Lists beside a bare query of the same rows, and the longest one filtered."""
    lines = []
    for n, (path, who) in enumerate(BARE.items()):
        paths = path, f"/bench/asked/{n}/", f"/bench/bare/{n}"
        ours, asked, bare = (_time_at_twenty(known[who], each) for each in paths)
        what = f"{path}, median at 20 in flight"
        lines += [
            Line(
                what, ours, asked, ours / asked, MOST_RATIO, unit="ms",
                rival_name="its SELECTs alone, through the same middleware",
            ),
            Line(
                what, ours, bare, ours / bare, unit="ms",
                rival_name="its SELECTs alone, without Django",
            ),
        ]  # fmt: skip
    filtered = measure(known["manager"], FILTERED, at_once=1, requests=30)[0]
    what = f"the longest list filtered by two words ({FILTERED}), p95"
    return [*lines, Line(what, 1000 * filtered, reach=MOST_FILTER_MS, unit="ms")]


def _time_at_twenty(person: Person, path: str) -> float:
    return 1000 * measure(person, path, at_once=20, requests=2 * REQUESTS)[1]


def _time_at_five(person: Person, path: str) -> float:
    return 1000 * measure(person, path, at_once=5, requests=REQUESTS)[0]


def measure_admin(workspace: Path, ours: dict[str, float]) -> list[Line]:
    """The same lists in Django's admin, whose pages have columns, filter and search like ours."""
    lines = []
    with serve_admin(workspace) as (address, key):
        person = Person(address, key)
        for path, beside in BESIDE_ADMIN.items():
            theirs = _time_at_five(person, beside)
            lines.append(
                Line(
                    f"{path}, p95 at 5 in flight", ours[path], theirs, ours[path] / theirs,
                    unit="ms", rival_name="the same list in Django's admin, as it comes",
                )
            )  # fmt: skip
    return lines


if __name__ == "__main__":
    main()
