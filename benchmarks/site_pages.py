"""Which pages there are, who opens them, and what they ask of the database."""

from __future__ import annotations

WORDS = "?state=all&words=lights+river"
FILTERED = f"/actions/{WORDS}"
FAR = "/actions/?state=all&page=200"
# Lists and gatherings whose rows come out of the database: beside their own SELECTs, sent bare.
BARE = {
    "/actions/?state=all": "auditor",
    "/audit/": "auditor",
    "/actions/": "manager",
    FAR: "manager",
    FILTERED: "manager",
    "/my-work/": "manager",
    "/people/posts/": "manager",
}


def list_pages() -> dict[tuple[str, str], str]:
    """(address, who opens it) → its name: one of each kind, with the fullest content there is."""
    opened = [(path, "manager") for path in (*_of_rooms(), *_of_things())]
    opened += [("/my-work/", who) for who in ("council", "chair", "link-safeguarding", "auditor")]
    opened += [("/people/accounts/", "administrator"), ("/audit/", "auditor")]
    opened += [("/audit/looks/", "auditor"), ("/oversight/", "chair")]
    return {pair: f"{pair[0]} for {pair[1]}" for pair in opened}


def _of_rooms() -> list[str]:
    return [
        "/my-work/", "/places/", "/findings/", "/about/", "/search/?q=lights",
        "/strategy/", "/strategy/versions/", "/strategy/links/", "/strategy/reviews/", "/plan/",
        "/actions/", FAR, FILTERED, "/actions/new/",
        "/outcomes/", "/outcomes/returns/", "/boards/", "/decisions/", "/oversight/",
        "/oversight/assurance/", "/oversight/reviews/", "/oversight/duties/2026/",
        "/sharing/", "/records/", "/notifications/", "/people/", "/people/posts/", "/api/v1/",
    ]  # fmt: skip


def _of_things() -> list[str]:
    """A page of each kind of thing, and every finding's."""
    from django.conf import settings

    from safercity.partnership.commitments.models import Commitment
    from safercity.partnership.governance.models import Body
    from safercity.partnership.people.models import Agency, Post
    from safercity.partnership.people.queries import User, get_viewer
    from safercity.partnership.performance.models import Measure
    from safercity.partnership.places.presenters.findings import list_parts
    from safercity.partnership.places.queries import get_reading
    from safercity.partnership.sharing.models import Agreement

    manager = get_viewer(User.objects.get(email="manager@demo.invalid"))
    reading = get_reading(settings.SAFERCITY.workspace, manager)
    action = Commitment.objects.exclude(subject_id=None).first() or Commitment.objects.first()
    agency, post = Agency.objects.get(slug="council"), Post.objects.get(title="Officer 1")
    board = Body.objects.get(is_board=True)
    measure = Measure.objects.filter(source="return").first()
    return [
        f"/places/{reading.places[0]['id']}/",
        *(f"/findings/{part.entries[0].id}/" for part in list_parts(reading) if part.entries),
        f"/actions/{action.pk}/", f"/actions/{action.pk}/change/",
        f"/boards/{board.pk}/", f"/outcomes/measures/{measure.code}/",
        f"/sharing/{Agreement.objects.first().pk}/",
        f"/people/agencies/{agency.pk}/", f"/people/posts/{post.pk}/",
    ]  # fmt: skip


def capture(path: str, session: str) -> list[str]:
    """The statements of one request, in this process, after one that warms."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(SERVER_NAME="127.0.0.1")
    client.cookies["sessionid"] = session
    client.get(path)
    with CaptureQueriesContext(connection) as caught:
        answer = client.get(path)
    if answer.status_code != 200:
        raise SystemExit(f"{path} answers {answer.status_code}.")
    return [query["sql"] for query in caught.captured_queries]


def count_queries(path: str, session: str) -> int:
    """Statements that ask or write, the session's and the audit's too. BEGIN, COMMIT and
    savepoints ask for nothing and are not counted."""
    free = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE")
    return sum(not sql.startswith(free) for sql in capture(path, session))


def read_selects(path: str, session: str) -> list[str]:
    """What a page asks, to be sent again without it."""
    asked = capture(path, session)
    return [sql for sql in asked if sql.lstrip("(").startswith(("SELECT", "WITH"))]  # a union's "("


def close() -> None:
    """Leave the database to the server."""
    from django.db import connections

    connections.close_all()
