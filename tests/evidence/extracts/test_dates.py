"""When: declared forms in their order, local wall time, and nothing guessed."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from safercity.evidence.extracts.rows import ReadContext, read_rows
from safercity.evidence.runs import Run
from tests.evidence.extracts.reading import SECRET, column, make_shape, read_text


def shape_with(*formats, precision="day", **rest):
    return make_shape(
        when={"column": "day", "formats": list(formats), "precision": precision, **rest},
        columns={"clock": column("Time"), "until": column("To"), "until_clock": column("To time")},
    )


def months(text, shape, tmp_path, **context):
    lines = "".join(f'1,"{t}",Noise\n' for t in ([text] if isinstance(text, str) else text))
    found = read_text("Ref,Date,Type\n" + lines, shape, tmp_path, **context)
    return found


@pytest.mark.parametrize(
    ("form", "text", "moment"),
    [
        ("%d/%m/%Y", "03/04/2024", datetime(2024, 4, 3)),
        ("%d/%m/%Y", "3/4/2024", datetime(2024, 4, 3)),
        ("%d-%b-%y", "03-Apr-24", datetime(2024, 4, 3)),
        ("%d %B %Y", "3 April 2024", datetime(2024, 4, 3)),
        ("%d/%m/%Y %H:%M", "03/04/2024 9:05", datetime(2024, 4, 3, 9, 5)),
        ("iso", "2024-04-03", datetime(2024, 4, 3)),
        ("iso", "2024-04-03 09:05:06", datetime(2024, 4, 3, 9, 5, 6)),
        ("iso", "2024-04-03T09:05:00+00:00", datetime(2024, 4, 3, 10, 5)),
        ("iso", "2024-01-03T09:05:00Z", datetime(2024, 1, 3, 9, 5)),
        ("iso", "2024-04-03T09:05:00+01:00", datetime(2024, 4, 3, 9, 5)),
        ("iso", "2024-10-27T00:30:00+00:00", datetime(2024, 10, 27, 1, 30)),
        ("iso", "2024-10-27T01:30:00+00:00", datetime(2024, 10, 27, 1, 30)),
        ("excel", "45385", datetime(2024, 4, 3)),
        ("excel", "45385.378472", datetime(2024, 4, 3, 9, 5)),
    ],
)
def test_forms_of_a_moment(tmp_path, form, text, moment):
    found = months(text, shape_with(form, precision="minute"), tmp_path)
    assert found.column("problem") == [None]
    assert found.column("time_from") == [moment]
    assert found.column("month") == [2024 * 12 + moment.month - 1]


@pytest.mark.parametrize(
    ("form", "text", "label"),
    [
        ("%Y-%m", "2025-01", "2025-01"),
        ("year_month", "2025/01", "2025-01"),
        ("month_name", "Jan 2025", "2025-01"),
        ("month_name", "January 2025", "2025-01"),
        ("month_name", "Jan-25", "2025-01"),
        ("quarter", "2025-Q1", "2025-01"),
        ("quarter", "Q2 2024", "2024-04"),
        ("quarter", "2024/25 Q1", "2024-04"),
        ("quarter", "Q4 2024-25", "2025-01"),
    ],
)
def test_forms_of_a_month(tmp_path, form, text, label):
    found = months(text, shape_with(form, precision="month"), tmp_path)
    assert found.column("problem") == [None]
    assert found.column("slice") == [label]
    assert found.column("time_from") == [None]


@pytest.mark.parametrize(
    ("forms", "text", "reason"),
    [
        (["%d/%m/%Y"], "12/31/2024", "impossible_date"),
        (["%d/%m/%Y"], "2024-12-31", "unreadable_date"),
        (["%d/%m/%Y"], "45385", "unreadable_date"),
        (["iso"], "31/12/2024", "unreadable_date"),
        (["iso"], "2024-02-30", "impossible_date"),
        (["iso"], "infinity", "unreadable_date"),
        (["excel"], "03/04/2024", "unreadable_date"),
        (["excel"], "20240403", "unreadable_date"),
        (["%Y-%m"], "2024-13", "impossible_date"),
        (["month_name"], "Tan 2024", "impossible_date"),
        (["quarter"], "2024 Q5", "unreadable_date"),
        (["%d/%m/%Y"], "03/04/24", "unreadable_date"),
        (["%d/%m/%Y"], "03/04/1924", "date_too_old"),
    ],
)
def test_what_is_not_declared_is_held(tmp_path, forms, text, reason):
    precision = "month" if "m" in forms[0][-1:] or forms == ["quarter"] else "day"
    assert months(text, shape_with(*forms, precision=precision), tmp_path).column("problem") == [
        reason
    ]


def test_two_figure_years_beside_four(tmp_path):
    shape = shape_with("%d/%m/%Y", "%d/%m/%y")
    found = months(["03/04/2024", "03/04/24"], shape, tmp_path)
    assert found.column("time_from") == [datetime(2024, 4, 3)] * 2


def test_the_last_day_itself_is_not_the_future(tmp_path):
    shape = shape_with("%d/%m/%Y %H:%M", precision="minute")
    found = months(["30/06/2025 23:59", "01/07/2025 00:00"], shape, tmp_path)
    assert found.column("problem") == [None, "date_in_future"]
    month = shape_with("%Y-%m", precision="month")
    assert months(["2025-06", "2025-07"], month, tmp_path).column("problem") == [
        None, "date_in_future",
    ]  # fmt: skip


def test_a_time_column(tmp_path):
    shape = shape_with("%d/%m/%Y", precision="minute", time="clock")
    values = ["23:30", "2330", "9:05 pm", "0.979166667", "23:30:15", "", "late", "24:10"]
    text = "Ref,Date,Type,Time\n" + "".join(f"1,03/04/2024,Noise,{v}\n" for v in values)
    found = read_text(text, shape, tmp_path)
    clock = [t and (t.hour, t.minute) for t in found.column("time_from")[:5]]
    assert clock == [(23, 30), (23, 30), (21, 5), (23, 30), (23, 30)]
    assert found.column("problem")[5:] == [None, "unreadable_time", "unreadable_time"]
    # Without a time it may have been at any time of the day.
    assert found.column("time_from")[5] == datetime(2024, 4, 3)
    assert found.column("time_to")[5] == datetime(2024, 4, 4)
    assert found.column("time_to")[0] is None


def test_from_and_to(tmp_path):
    shape = shape_with(
        "%d/%m/%Y", precision="minute", time="clock", to="until", to_time="until_clock"
    )
    lines = [
        "04/04/2024,07:00", ",", "02/04/2024,07:00", "31/04/2024,", "soon,", "01/07/2025,01:00",
    ]  # fmt: skip
    begun = "1,Noise,03/04/2024,23:00,"
    text = "Ref,Type,Date,Time,To,To time\n" + "".join(f"{begun}{line}\n" for line in lines)
    found = read_text(text, shape, tmp_path)
    assert found.column("time_to")[0] == datetime(2024, 4, 4, 7)
    assert found.column("time_to")[1] is None
    assert found.column("problem") == [
        None, None, "to_before_from", "impossible_date", "unreadable_date", "date_in_future",
    ]  # fmt: skip


def test_financial_years_and_quarters(tmp_path):
    shape = make_shape(
        when={"financial_year": "day", "financial_quarter": "ref", "precision": "quarter"}
    )
    pairs = [
        ("2015/16", "1"),
        ("2015/16", "Q4"),
        ("2015-16", "4.0"),
        ("2015_16", "Q2"),
        ("2015/16", "5"),
    ]
    text = "Ref,Date,Type\n" + "".join(f"{q},{y},Noise\n" for y, q in pairs)
    found = read_text(text, shape, tmp_path)
    assert found.column("slice") == ["2015-04", "2016-01", "2016-01", "2015-07", None]
    assert found.column("problem") == [None] * 4 + ["impossible_date"]


def test_year_and_month_columns(tmp_path):
    shape = make_shape(when={"year": "day", "month": "ref", "precision": "month"})
    text = "Ref,Date,Type\n3,2024,Noise\nMarch,2024,Noise\nmar,2024,Noise\n13,2024,Noise\n"
    found = read_text(text, shape, tmp_path)
    assert found.column("slice") == ["2024-03"] * 3 + [None]
    assert found.column("problem")[3] == "impossible_date"


def test_the_zone_of_the_machine_changes_nothing(tmp_path):
    shape = shape_with("iso", precision="minute")
    texts = ["2024-07-03T23:30:00+00:00", "2024-07-03 23:30"]
    found = months(texts, shape, tmp_path)
    before = found.column("time_from")
    found.connection.execute("SET TimeZone = 'America/New_York'")
    read_rows(
        found.connection,
        found.extract,
        shape=shape,
        run=Run(threads=1),
        context=ReadContext(SECRET, {}, date(2025, 6, 30)),
    )
    assert (
        found.column("time_from")
        == before
        == [datetime(2024, 7, 4, 0, 30), datetime(2024, 7, 3, 23, 30)]
    )


@pytest.mark.parametrize("clock", ["9.05 pm", "9:05:00 PM", "21h05", "2105 hrs", "21:05 hrs"])
def test_times_as_people_write_them(tmp_path, clock):
    shape = shape_with("%d/%m/%Y", precision="minute", time="clock")
    found = read_text(f"Ref,Date,Type,Time\n1,03/04/2024,Noise,{clock}\n", shape, tmp_path)
    assert found.column("time_from") == [datetime(2024, 4, 3, 21, 5)]
