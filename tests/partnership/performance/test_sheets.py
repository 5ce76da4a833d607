"""A spreadsheet with two wrong rows is mended, sent again, approved, and the dashboard moves."""

from __future__ import annotations

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import translation
from python_calamine import CalamineWorkbook

from safercity.documents.export.one_table import write_csv_table, write_xlsx_table
from safercity.documents.measures import label_of, number_of
from safercity.partnership.common.in_words import say_period
from safercity.partnership.performance import actions, queries
from safercity.partnership.performance.models import Return, State
from tests.partnership.performance.made import approve, make_measure, periods, read

pytestmark = pytest.mark.django_db
HEADS = ["Measure", "Title", "Period", "Figure", "Out of", "Note", "Why revised"]


@pytest.fixture
def measure(people):
    return make_measure(people, months=3)


def write(folder, rows, *, kind="xlsx"):
    file = folder / f"returns.{kind}"
    writer = write_xlsx_table if kind == "xlsx" else write_csv_table
    file.write_bytes(writer(HEADS, rows))
    return file


@pytest.mark.parametrize("kind", ["xlsx", "csv"])
def test_two_wrong_rows_are_held_mended_and_sent_again(measure, people, tmp_path, *, kind):
    officer, chair = people.viewer("officer"), people.viewer("chair")
    first, second, third = periods(measure, 3)
    rows = [
        ["referrals", "", first, 12, "", ""],
        ["referrals", "", second, "abuot 9", "", ""],
        ["referals", "", third, 7, "", ""],
    ]
    ledger = actions.bring_in_returns(write(tmp_path, rows, kind=kind), submit=True, by=officer)
    assert (ledger.rows, ledger.taken, ledger.known, len(ledger.held)) == (3, 1, 0, 2)
    assert "'abuot 9' is no number" in ledger.held[0].why[0]
    assert "Measure: 'referals' is none that you return" in ledger.held[1].why[0]
    rows[1][3], rows[2][0] = 9, "referrals"
    again = actions.bring_in_returns(write(tmp_path, rows, kind=kind), submit=True, by=officer)
    assert (again.taken, again.known, again.held) == (2, 1, ())
    for row in queries.list_waiting(chair):
        actions.move_return(row, State.APPROVED, by=chair)
    assert [point.value for point in read(measure).points] == [12, 9, 7]
    known = actions.bring_in_returns(write(tmp_path, rows, kind=kind), submit=True, by=officer)
    assert (known.taken, known.known) == (0, 3) and Return.objects.count() == 3


def test_a_figure_that_differs_from_an_approved_one_is_a_new_vintage(
    measure, people, sign_in, tmp_path
):
    label = approve(measure, [12])[0]
    officer, row = people.viewer("officer"), ["referrals", "", label, 15, "", ""]
    told = actions.bring_in_returns(write(tmp_path, [row]), submit=False, by=officer)
    assert told.taken == 0 and told.held[0].why[0].startswith("Why revised: ")
    assert told.held[0].says.endswith(" · 15")
    named = actions.bring_in_returns(
        write(tmp_path, [[*row, "John Smith counted"]]), submit=False, by=officer
    )
    assert named.held[0].why[0].startswith("Why revised: This looks like")
    given = write(tmp_path, [[*row, "Three came late."]])
    assert actions.bring_in_returns(given, submit=False, by=officer).taken == 1
    rows = queries.list_vintages(measure)
    assert [(row.vintage, row.state) for row in rows] == [(2, "draft"), (1, "approved")]
    assert [row.why for row in rows] == ["Three came late.", "Said anew, where it was said before."]
    page = sign_in("officer").get(reverse("performance:return", args=[rows[0].pk])).content.decode()
    assert "Vintage 1 said 12. The figure is higher by 3." in page
    assert ">Why it is revised</h2>" in page
    form = sign_in("officer").get(reverse("performance:send", args=["referrals", label]))
    assert 'value="15"' in form.content.decode()


def test_a_first_figure_is_not_called_revised(measure, people, tmp_path):
    file = write(tmp_path, [["referrals", "", periods(measure, 1)[0], 15, "", ""]])
    actions.bring_in_returns(file, submit=True, by=people.viewer("officer"))
    assert [row.why for row in queries.list_vintages(measure)] == [""]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (["referrals", "", "last month", 3, "", ""], "Period: 'last month' is no month"),
        (["referrals", "", "2099-01", 3, "", ""], "not over yet"),
        (["referrals", "", None, -3, "", ""], "below zero"),
        (["referrals", "", None, 3.5, "", ""], "no whole number"),
        (["referrals", "", None, 3, "", "Ask Mr Sample"], "Note: This looks like a person"),
        (["theirs", "", None, 3, "", ""], "is none that you return"),
    ],
)
def test_every_wrong_row_says_why(measure, people, tmp_path, *, row, reason):
    make_measure(people, code="theirs", title="Theirs", owner="elsewhere")
    cells = [periods(measure, 1)[0] if cell is None else cell for cell in row]
    file = write(tmp_path, [cells])
    ledger = actions.bring_in_returns(file, submit=True, by=people.viewer("officer"))
    assert ledger.taken == 0 and reason in ledger.held[0].why[0]
    assert Return.objects.count() == 0


@pytest.mark.parametrize("frequency", ["month", "quarter", "term", "year"])
def test_the_advice_names_a_period_that_is_over(people, tmp_path, *, frequency):
    measure = make_measure(people, months=2, frequency=frequency)
    newest = periods(measure, 1)[0]
    after = label_of(number_of(newest) + 1, frequency)
    rows = [["referrals", "", "some day", 3, "", ""], ["referrals", "", after, 3, "", ""]]
    ledger = actions.bring_in_returns(
        write(tmp_path, rows), submit=True, by=people.viewer("officer")
    )
    no_period, not_over = (row.why[0] for row in ledger.held)
    assert no_period.endswith(f"Write it as {say_period(newest)}.")
    assert not_over.startswith(f"Period: {say_period(after)} is not over yet.")


@pytest.mark.parametrize("language", ["en-gb", "cy"])
@pytest.mark.parametrize("frequency", ["month", "quarter"])
def test_a_period_is_read_as_the_site_writes_it(people, tmp_path, *, language, frequency):
    measure = make_measure(people, months=9, frequency=frequency)
    label = periods(measure, 1)[0]
    with translation.override(language):
        file = write(tmp_path, [["referrals", "", say_period(label), 3, "", ""]])
        ledger = actions.bring_in_returns(file, submit=False, by=people.viewer("officer"))
    assert (ledger.taken, ledger.held) == (1, ())
    assert queries.find_open(measure, label).figure == 3


def test_what_waits_is_held_and_nothing_else_is_lost(measure, people, tmp_path):
    officer = people.viewer("officer")
    first, second = periods(measure, 2)
    file = write(tmp_path, [["referrals", "", first, 3, "", ""]])
    actions.bring_in_returns(file, submit=True, by=officer)
    rows = [["referrals", "", first, 4, "", ""], ["referrals", "", second, 5, "", ""],
            ["referrals", "", second, 6, "", ""], ["referrals", "", "", "", "", ""]]  # fmt: skip
    ledger = actions.bring_in_returns(write(tmp_path, rows), submit=True, by=officer)
    assert (ledger.rows, ledger.taken, ledger.empty, len(ledger.held)) == (4, 1, 1, 2)
    assert all(why.startswith("Period: ") for row in ledger.held for why in row.why)
    assert queries.find_open(measure, first).figure == 3


def test_the_sheet_that_goes_out_comes_back(measure, people, sign_in, *, tmp_path):
    client = sign_in("officer")
    sent = client.get(reverse("performance:returns"), {"format": "xlsx"})
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(sent.content))
    heads, *rows = workbook.get_sheet_by_index(0).to_python()
    assert heads[:7] == HEADS
    filled = write_xlsx_table(heads, [[*row[:3], 8, *row[4:]] for row in rows])
    file = SimpleUploadedFile("returns.xlsx", filled)
    answer = client.post(reverse("performance:sheet"), {"file": file, "submit": "on"})
    assert "3 of 3 rows taken, 0 waiting" in answer.content.decode()
    one = write_csv_table(heads[:4], [[*rows[0][:3], "nine"]])
    file = SimpleUploadedFile("returns.csv", one)
    assert "0 of 1 row taken, 1 waiting" in client.post(
        reverse("performance:sheet"), {"file": file}
    ).content.decode()  # fmt: skip
    assert queries.list_waiting(people.viewer("chair")).count() == 3


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("returns.xlsx", b"not a workbook"),
        ("returns.csv", b"a,b\x00c"),
        ("returns.csv", b"one,two\n1,2\n"),
        ("returns.exe", b"MZ"),
    ],
)
def test_what_is_no_return_says_what_to_do(measure, sign_in, *, name, content):
    file = SimpleUploadedFile(name, content)
    answer = sign_in("officer").post(reverse("performance:sheet"), {"file": file})
    text = answer.content.decode()
    assert answer.status_code == 422 and "govuk-error-message" in text, text
    assert Return.objects.count() == 0
