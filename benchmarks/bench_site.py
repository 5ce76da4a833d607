"""The site with 500 people, 50,000 actions with an update each, and a million entries of the audit.

    python benchmarks/bench_site.py [--small] [--seconds 60]
    python tools/on_postgresql.py python benchmarks/bench_site.py     the same on PostgreSQL

Every page: queries, time at 5 in flight, size. The longest lists against their own queries sent
bare, at 20 in flight. Fifty people who save at once for a minute: each save that was answered
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

from in_flight import Person, measure, save_at_once
from made_up_area import BUILD, copy_workspace
from made_up_site import Sizes, make_site
from record import Line, record
from site_served import serve_site

from safercity.cli.demonstration import make_demonstration

SEED = 2024
MOST_QUERIES, MOST_MS, MOST_FILTER_MS, MOST_RATIO = 10, 250.0, 300.0, 5.0
MOST_HTML_KB, MOST_FIRST_KB = 100.0, 400.0
REQUESTS, SAVERS = 60, 50
LONGEST = ("/actions/?state=all", "/audit/")
FILTERED = "/actions/?state=all&words=lights+river"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--small", action="store_true", help="a hundredth of the rows: a trial")
    parser.add_argument("--seconds", type=int, default=60, help="how long people save")
    asked = parser.parse_args()
    sizes = Sizes(60, 500, 10_000) if asked.small else Sizes()
    on = "PostgreSQL" if os.environ.get("DATABASE_URL") else "SQLite"
    workspace = copy_demonstration()
    sessions = make_site(workspace, sizes)
    pages = list_pages()
    queries = {path: count_queries(path, sessions[who]) for path, who in pages.items()}
    kept = workspace / "queries.json"
    bare = {str(n): read_selects(path, sessions["auditor"]) for n, path in enumerate(LONGEST)}
    kept.write_text(json.dumps(bare), "utf-8")
    close()
    with serve_site(workspace, kept) as address:
        known = {who: Person(address, cookie) for who, cookie in sessions.items()}
        lines = measure_pages(pages, queries, known=known)
        lines += measure_lists(known)
        lines += measure_saving(address, sessions, seconds=asked.seconds)
    record(f"site on {on}", lines)


def copy_demonstration() -> Path:
    """A copy of the demonstration's workspace, with nothing of a site in it."""
    made = make_demonstration(BUILD / "demonstration", seed=SEED).workspace.root
    folder = BUILD / "site"
    copy_workspace(made, folder)
    return folder


def list_pages() -> dict[str, str]:
    """Address → who opens it: one of each kind, with the fullest content there is."""
    from django.conf import settings

    from safercity.partnership.commitments.models import Commitment
    from safercity.partnership.people.models import Agency, Post
    from safercity.partnership.places.presenters.findings import list_parts
    from safercity.partnership.places.queries import get_reading

    reading = get_reading(settings.SAFERCITY.workspace)
    place = reading.places[0]["id"]
    findings = [f"/findings/{part.entries[0].id}/" for part in list_parts(reading) if part.entries]
    action = Commitment.objects.exclude(subject_id=None).first() or Commitment.objects.first()
    agency, post = Agency.objects.get(slug="council"), Post.objects.get(title="Officer 1")
    manager = [
        "/places/", f"/places/{place}/", "/findings/", "/about/",
        "/strategy/", "/strategy/versions/", "/strategy/links/", "/strategy/reviews/", "/plan/",
        "/actions/", "/actions/?state=all&page=200", FILTERED, f"/actions/{action.pk}/",
        "/actions/new/", f"/actions/{action.pk}/change/", "/notifications/", "/people/",
        "/people/posts/", f"/people/agencies/{agency.pk}/", f"/people/posts/{post.pk}/",
        "/api/v1/",
    ]  # fmt: skip
    others = {
        "/people/accounts/": "administrator",
        "/audit/": "auditor",
        "/audit/looks/": "auditor",
    }
    return dict.fromkeys([*manager, *findings], "manager") | others


def open_client(session: str):
    from django.test import Client

    client = Client(SERVER_NAME="127.0.0.1")
    client.cookies["sessionid"] = session
    return client


def capture(path: str, session: str) -> list[str]:
    """The statements of one request, in this process, after one that warms."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client = open_client(session)
    client.get(path)
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answers {answer.status_code}.")
    return [query["sql"] for query in caught.captured_queries]


def count_queries(path: str, session: str) -> int:
    """Statements that ask or write; BEGIN and COMMIT are not counted, as Django does not."""
    return sum(not sql.startswith(("BEGIN", "COMMIT")) for sql in capture(path, session))


def read_selects(path: str, session: str) -> list[str]:
    return [sql for sql in capture(path, session) if sql.startswith("SELECT")]


def close() -> None:
    from django.db import connections

    connections.close_all()


def measure_pages(pages: dict, queries: dict, *, known: dict) -> list[Line]:
    """Django's floor, then the pages; what is over stands in `others` by its address."""
    floor, _median = measure(known["manager"], "/bench/empty/", at_once=5, requests=REQUESTS)
    slowest, packed, plain = {}, {}, {}
    for path, who in pages.items():
        slowest[path] = 1000 * measure(known[who], path, at_once=5, requests=REQUESTS)[0]
        answer = known[who].get(path)
        packed[path], plain[path] = answer.size / 1000, len(answer.body) / 1000
        told = f"{queries[path]} queries, p95 {slowest[path]:.0f} ms"
        print(f"  {path}: {told}, {plain[path]:.0f} kB", file=sys.stderr, flush=True)
    return [
        Line(
            "an empty view through the same middleware, p95 at 5 in flight", 1000 * floor, unit="ms"
        ),
        _worst("most queries of a page", queries, reach=MOST_QUERIES, unit=""),
        _worst("slowest page, p95 at 5 in flight", slowest, reach=MOST_MS, unit="ms"),
        _worst("largest page, HTML as sent", packed, reach=MOST_HTML_KB, unit="kB"),
        _worst("largest page, HTML unpacked", plain, reach=MOST_HTML_KB, unit="kB"),
        _first_visit(known["manager"]),
    ]


def _worst(what: str, figures: dict, *, reach: float, unit: str) -> Line:
    path = max(figures, key=lambda each: figures[each])
    median = statistics.median(figures.values())
    over = [f"{name} {figure:.0f}" for name, figure in figures.items() if figure > reach]
    told = {"median of pages": round(median, 1), "pages": len(figures)}
    return Line(
        f"{what} ({_name(path)})", float(figures[path]), reach=reach, unit=unit,
        others=told | ({"over": over} if over else {}),
    )  # fmt: skip


def _name(path: str) -> str:
    return re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|p-[0-9a-f]{8}", "…", path)


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
    """The longest lists beside their own SELECTs, and the longest one filtered."""
    lines = []
    for n, path in enumerate(LONGEST):
        ours = measure(known["auditor"], path, at_once=20, requests=2 * REQUESTS)[1]
        bare = measure(known["auditor"], f"/bench/bare/{n}", at_once=20, requests=2 * REQUESTS)[1]
        lines.append(
            Line(
                f"{path}, median at 20 in flight", 1000 * ours, 1000 * bare, ours / bare,
                MOST_RATIO, unit="ms", rival_name="its own SELECTs sent bare",
            )
        )  # fmt: skip
    filtered = measure(known["manager"], FILTERED, at_once=1, requests=30)[0]
    what = f"the longest list filtered by two words ({FILTERED}), p95"
    return [*lines, Line(what, 1000 * filtered, reach=MOST_FILTER_MS, unit="ms")]


def measure_saving(address: str, sessions: dict, *, seconds: int) -> list[Line]:
    """Fifty officers of one agency: every other save is on an action that all of them share."""
    from safercity.partnership.commitments.models import Commitment

    agency = Commitment.objects.filter(owner__title="Officer 0").first().owner.agency_id
    owners = list(_officers(agency))[:SAVERS]
    rows = Commitment.objects.filter(owner__agency=agency, state="on_track", only_parties=False)
    keys = [str(key) for key in rows.values_list("pk", flat=True)[: len(owners) + 3]]
    own, shared = keys[: len(owners)], keys[len(owners) :]
    close()
    people = [Person(address, sessions[name]) for name in owners]

    def choose(at: int, turn: int) -> str:
        return shared[(at + turn) % len(shared)] if turn % 2 else own[at % len(own)]

    saves = save_at_once(people, choose, until=time.monotonic() + seconds)
    return _tell_saving(saves, keys, people=len(people), seconds=seconds)


def _officers(agency) -> list[str]:
    from safercity.partnership.people.models import Holding

    rows = Holding.objects.filter(post__agency=agency, post__title__startswith="Officer")
    return [email.partition("@")[0] for email in rows.values_list("user__email", flat=True)]


def _tell_saving(saves, keys: list[str], *, people: int, seconds: int) -> list[Line]:
    from safercity.partnership.commitments.models import Commitment, Update

    lost, unseen = 0, 0
    for row in Commitment.objects.filter(pk__in=keys):
        told = saves.told.get(str(row.pk), [])
        there = Update.objects.filter(commitment=row, text__startswith="Part ")
        kept = list(there.values_list("text", flat=True))
        lost += len(set(told) - set(kept)) + len(kept) - len(set(kept))
        unseen += count_breaks(row)
    saved = sum(map(len, saves.told.values()))
    failed = sum(n for answer, n in saves.answers.items() if answer not in ("302", "409"))
    what = f"{people} people saving at once for {seconds} s"
    told = {"answers": dict(saves.answers), "saved a second": round(saved / seconds, 1)}
    p95 = statistics.quantiles(saves.seconds, n=20)[-1]
    return [
        Line(f"{what}: saves answered", float(saved), unit="saves", others=told),
        Line(f"{what}: answered and not there", float(lost), reach=0, unit="saves"),
        Line(f"{what}: written over unseen", float(unseen), reach=0, unit="saves"),
        Line(f"{what}: locked or failed", float(failed), reach=0, unit="saves"),
        Line(f"{what}: a save, p95", 1000 * p95, unit="ms"),
    ]


def count_breaks(row) -> int:
    """Changes of how sure the owner is that do not begin where the change before them ended.

    Each act keeps what it found and what it left: who had seen an older state breaks the chain.
    """
    from safercity.partnership.audit.queries import find_acts

    acts = find_acts(kind="commitments.commitment", object_id=row.pk).order_by("id")
    told = (act.details.get("confidence") for act in acts.iterator())
    changes = [each for each in told if isinstance(each, list)]
    ends = [*(old for old, _new in changes[1:]), row.confidence]
    return sum(new != end for (_old, new), end in zip(changes, ends, strict=True))


if __name__ == "__main__":
    main()
