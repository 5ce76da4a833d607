"""The dashboard, a measure's page, returns' pages: what they say, hide and never colour."""

from __future__ import annotations

import csv
import io
import re
from html.parser import HTMLParser
from uuid import UUID

import pytest
from django.urls import reverse

from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.people.queries import User, get_viewer
from safercity.partnership.performance import actions, panels, queries, search
from safercity.partnership.performance.models import Measure, Return, State
from tests.partnership.performance.made import analyst, approve, figure, make_measure, periods

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
OUTCOMES = "/outcomes/"
VERDICT = re.compile(
    r"No real change|(Improving|Worsening) since .+|(More|Fewer) since .+, as wanted"
    r"|(Higher|Lower) since .+: read with care|Too few to tell|Cannot tell yet|Return missing"
)
COLOURED = {"better", "worse", "is-better", "is-worse", "of-better", "of-worse"}


class Walk(HTMLParser):
    """Every measure's card: its address, the words of its verdict, the classes within it."""

    def __init__(self, page: str):
        super().__init__()
        self.cards: list[dict] = []
        self.is_in = self.is_verdict = False
        self.styles: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag, attrs):
        told = dict(attrs)
        self.styles += [f"{tag} style"] if "style" in told else []
        classes = (told.get("class") or "").split()
        if tag == "article":
            self.is_in = True
            self.cards.append({"classes": set(), "verdict": "", "code": ""})
        if not self.is_in:
            return
        card = self.cards[-1]
        card["classes"] |= set(classes)
        self.is_verdict = "verdict" in classes
        if tag == "a" and not card["code"]:
            card["code"] = (told.get("href") or "").rstrip("/").rpartition("/")[2]

    def handle_endtag(self, tag):
        if tag == "article":
            self.is_in = False
        self.is_verdict = False

    def handle_data(self, data):
        if self.is_verdict:
            self.cards[-1]["verdict"] += data


@pytest.fixture
def risen(people):
    """One ambiguous and one plain measure of the same clear rise."""
    companion = make_measure(people, code="companion", role="companion")
    make_measure(people, code="plain", serves="O1.1")
    make_measure(people, code="unclear", direction="ambiguous", companion=companion)
    values = [20, 23, 19, 21, 24, 18, 22, 20, 21, 23, 19, 20, 40, 42, 39, 41, 40, 43, 38, 41]
    for measure in Measure.objects.exclude(code="companion"):
        Measure.objects.filter(pk=measure.pk).update(start=periods(measure, 20)[0])
        approve(measure, values)


def test_the_demonstration_tells_all_18_outcomes(demonstration, django_assert_max_num_queries):
    client = demonstration("manager")
    with django_assert_max_num_queries(10):
        answer = client.get(OUTCOMES)
    page = answer.content.decode()
    walk = Walk(page)
    assert re.search(r"<h1>\w+ of 18 outcomes (is|are) improving", page)
    assert len(walk.cards) == 18 + 12 + 2 + 7  # outcomes, supporting, feeling safe, companions
    assert all(VERDICT.fullmatch(card["verdict"]) for card in walk.cards), walk.cards
    assert walk.styles == [] and len(page) < 100_000
    verdicts = [card["verdict"] for card in walk.cards]
    assert any(words.startswith("Worsening since") for words in verdicts)
    assert any(words.endswith("as wanted") for words in verdicts)
    assert sum(words.endswith("read with care") for words in verdicts) >= 2
    assert "Return missing" in verdicts


def test_what_is_ambiguous_is_never_coloured(demonstration):
    """Every ambiguous measure of the demonstration, on the dashboard and on its own page."""
    client = demonstration("manager")
    ambiguous = set(Measure.objects.filter(direction="ambiguous").values_list("code", flat=True))
    cards = Walk(client.get(OUTCOMES).content.decode()).cards
    shown = [card for card in cards if card["code"] in ambiguous]
    assert len(shown) >= 8 and any("care" in card["classes"] for card in shown)
    for card in shown:
        assert not card["classes"] & COLOURED, card
    for code in sorted(ambiguous)[:3]:
        page = client.get(queries.address_of(code)).content.decode()
        charts = "".join(re.findall(r'<svg class="chart .*?</svg>', page, flags=re.DOTALL))
        assert not re.search(r'class="(better|worse|hollow of-(better|worse))"', charts)


def test_the_same_rise_is_coloured_where_more_is_wanted(risen, sign_in):
    cards = {c["code"]: c for c in Walk(sign_in("manager").get(OUTCOMES).content.decode()).cards}
    assert set(cards) == {"companion", "plain", "unclear"}, "without a strategy none is lost"
    read = {one.measure.code: one for one in queries.read_all(analyst())}
    assert read["plain"].verdict == "improving" and read["unclear"].verdict == "care"


def test_filters_tables_and_files(demonstration):
    client = demonstration("board")
    changed = Walk(client.get(OUTCOMES, {"changed": "1"}).content.decode())
    assert 0 < len(changed.cards) < 18
    assert all("since" in card["verdict"] for card in changed.cards)
    third = Walk(client.get(OUTCOMES, {"priority": "3"}).content.decode())
    assert [card["code"] for card in third.cards] == [
        "slavery-referrals", "slavery-intelligence", "slavery-statements",
        "slavery-decisions", "slavery-intelligence-answered"]  # fmt: skip
    tables = client.get(OUTCOMES, {"show": "tables", "priority": "3"}).content.decode()
    assert '<svg class="chart' not in tables and tables.count('<table class="series') == 5
    rows = list(csv.DictReader(io.StringIO(
        client.get(OUTCOMES, {"format": "csv"}).content.decode("utf-8-sig"))))  # fmt: skip
    assert len(rows) == Measure.objects.count()
    assert client.get(OUTCOMES, {"format": "xlsx"}).content[:2] == b"PK"
    assert client.get(OUTCOMES, {"priority": "<script>"}).status_code == 200


def test_a_point_opens_to_its_edition_or_vintage(demonstration, django_assert_max_num_queries):
    client = demonstration("police")
    with django_assert_max_num_queries(10):
        page = client.get(queries.address_of("hate-crimes")).content.decode()
    assert "vintage 2" in page and "Earlier vintages, kept" in page
    row = Return.objects.filter(measure__code="hate-crimes", vintage=2).get()
    assert reverse("performance:return", kwargs={"key": row.pk}) in page
    assert "What it cannot tell" in page and "Late records" not in page


def test_the_newest_twelve_figures_stand_open_and_the_earlier_ones_follow(demonstration):
    client, address = demonstration("police"), queries.address_of("hate-crimes")
    file = client.get(address, {"format": "csv"}).content.decode("utf-8-sig")
    _head, *points = csv.reader(io.StringIO(file))
    page = client.get(address).content.decode()
    figures = page.partition("<h2>The figures</h2>")[2].partition("</section>")[0]
    newest, _, earlier = figures.partition('<details class="earlier">')
    row = '<th scope="row">'
    assert newest.count(row) == 12
    assert earlier.count(row) == len(points) - 12 > 0


def test_counts_of_few_people_are_hidden_everywhere(people, sign_in):
    measure = make_measure(people, code="few", is_small=True, months=14)
    approve(measure, [11, 12, 13, 11, 12, 13, 11, 12, 13, 11, 12, 13, 11, 3])
    key = queries.find_approved(measure, periods(measure, 1)[0]).pk
    addresses = [
        queries.address_of("few"),
        queries.address_of("few") + "?format=csv",
        OUTCOMES + "?format=csv",
        reverse("performance:return", kwargs={"key": key}),
    ]
    for who, is_shown in (("elsewhere", False), ("officer", True), ("analyst", True)):
        client = sign_in(who)
        for address in addresses:
            page = client.get(address).content.decode()
            told = re.sub(r"<svg class=\"mark.*?</svg>", "", page, flags=re.DOTALL)
            assert ("&lt;5" in told or "<5" in told) != is_shown, (who, address)
    page = sign_in("elsewhere").get(addresses[0]).content.decode()
    assert 'class="small-count"' in page and "last value 1 to 4" in page


def test_a_return_goes_its_way_in_the_browser(people, sign_in):
    measure = make_measure(people, months=1)
    label = periods(measure, 1)[0]
    address = reverse("performance:send", kwargs={"code": "referrals", "period": label})
    officer, chair = sign_in("officer"), sign_in("chair")
    key = re.search(r'name="key" value="([^"]+)"', officer.get(address).content.decode())[1]
    given = {"key": key, "figure": "1,204", "submit": "on"}
    first = officer.post(address, given)
    assert officer.post(address, given).status_code in (302, 409)
    row = Return.objects.get()
    assert first.url == reverse("performance:return", kwargs={"key": row.pk})
    assert (row.figure, row.state, row.pk) == (1204, State.SUBMITTED, UUID(key))
    step = reverse("performance:step", kwargs={"key": row.pk})
    assert officer.post(step, {"to": "approved", "version": row.version}).status_code == 403
    stale = chair.post(step, {"to": "approved", "version": row.version - 1})
    assert stale.status_code == 409
    chair.post(step, {"to": "approved", "version": row.version})
    row.refresh_from_db()
    assert row.is_locked
    revision = officer.post(address, {"key": str(row.pk), "figure": "1"})
    assert "govuk-error-message" in revision.content.decode(), "a revision says why"


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"figure": "ten"},
        {"figure": "-1"},
        {"figure": "1.5"},
        {"figure": "9" * 30},
        {"figure": "1", "note": "Mr Example sent it"},
        {"figure": "1", "note": "x" * 1001},
        {"figure": "1", "key": "no-uuid"},
        {"figure": "NaN"},
    ],
)
def test_a_wrong_form_is_answered_and_nothing_is_saved(people, sign_in, *, given):
    measure = make_measure(people, months=1)
    address = reverse(
        "performance:send", kwargs={"code": "referrals", "period": periods(measure, 1)[0]}
    )
    client = sign_in("officer")
    key = str(client.get(address).context["form"]["key"].value())
    answer = client.post(address, {"key": key} | given)
    assert answer.status_code == 422 and answer.context["form"].errors
    assert Return.objects.count() == 0


def test_text_that_is_code_or_runs_the_other_way_is_shown_as_text(people, sign_in):
    measure = make_measure(people, months=1)
    note = "<script>alert(1)</script> 🙂 \u0645\u0631\u062d\u0628\u0627"
    row = actions.save_return(
        measure, figure(3, note=note), filing=periods(measure, 1)[0], by=SYSTEM
    )
    page = sign_in("officer").get(reverse("performance:return", kwargs={"key": row.pk}))
    assert "<script>alert" not in page.content.decode() and "🙂" in page.content.decode()


def test_a_measure_is_made_changed_and_refused_where_incomplete(people, sign_in):
    client = sign_in("manager")
    address = reverse("performance:make-of", kwargs={"source": "return"})
    key = str(client.get(address).context["form"]["key"].value())
    given = {
        "key": key, "code": "own", "title": "Our own", "role": "outcome", "serves": "O1.1",
        "numerator": "What we count.", "source": "return", "data": "count", "unit": "a month",
        "frequency": "month", "direction": "ambiguous", "tells": "change", "scope": "city",
        "due_days": "20", "owner": str(people.posts["officer"].pk),
    }  # fmt: skip
    refused = client.post(address, given)
    assert "read with another one" in refused.content.decode() and not Measure.objects.exists()
    made = client.post(address, given | {"direction": "down"})
    assert made.status_code == 302 and client.post(address, given).status_code == 422
    measure = Measure.objects.get()
    change = reverse("performance:change", kwargs={"code": "own"})
    given |= {"direction": "down", "target": "12", "version": measure.version}
    assert "A target has" in client.post(change, given).content.decode()
    given |= {"baseline_first": "2026-04", "baseline_last": "2027-03", "target_by": "2027-03"}
    assert "lies after the baseline" in client.post(change, given).content.decode()
    given["baseline_last"] = "2026-03"
    assert "ends before it begins" in client.post(change, given).content.decode()
    given |= {"baseline_first": "", "baseline_last": ""}
    assert ">Saved.<" in client.post(change, given, follow=True).content.decode()
    assert client.post(change, given | {"title": "Other"}).status_code == 409  # stale


def test_the_shipped_sheets_come_in_once(people, sign_in):
    client = sign_in("manager")
    assert "Bring in the definition sheets" in client.get(OUTCOMES).content.decode()
    client.post(reverse("performance:adopt"))
    count = Measure.objects.count()
    Measure.objects.filter(code="asb-city").update(title="Ours")
    client.post(reverse("performance:adopt"))
    assert Measure.objects.count() == count
    assert Measure.objects.get(code="asb-city").title == "Ours"


def test_my_work_says_what_is_due_and_what_waits(demonstration, django_assert_max_num_queries):
    demonstration("manager")

    def panels_of(account):
        viewer = get_viewer(User.objects.get(email=f"{account}@demo.invalid"))
        with django_assert_max_num_queries(10):
            return {panel.title: panel for panel in panels.list_panels(viewer)}

    manager, police = panels_of("manager"), panels_of("police")
    tally = manager["Outcomes"].rows[0]
    assert tally.title == "18 outcomes" and len(tally.marks) == 18
    assert re.match(r"\d+ improving, \d+ worsening, ", tally.detail)
    assert [row.title for row in manager["Returns to approve"].rows] == [
        "Share of slavery referrals with a positive decision, "
        + manager["Returns to approve"].rows[0].title.rpartition(", ")[2]
    ]
    due = police["Returns due from my agency"].rows
    assert any(row.is_late and row.detail == "Sent back" for row in due)
    assert "Outcomes" not in police
    viewer = get_viewer(User.objects.get(email="fire@demo.invalid"))
    assert {hit.title for hit in search.find(viewer, "o3.1")} == {
        "Referrals and notifications of modern slavery",
        "Share of slavery referrals with a positive decision",
    }
