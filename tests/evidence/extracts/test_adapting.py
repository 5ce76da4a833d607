"""Headings and forms of dates that a workspace adds to a shape: where they hold."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from safercity.evidence.errors import ContentError, WrongShape
from safercity.evidence.extracts.adapting import adapt_shape
from safercity.evidence.extracts.date_forms import DATE_FORMS, add_form, pick_formats
from safercity.evidence.extracts.fields.trying import try_forms
from safercity.evidence.extracts.header import NOTHING_UNREAD, Unread
from safercity.evidence.extracts.shapes import load_shape
from tests.evidence.extracts.reading import column, make_shape, read_text

DAYS = {"first_day": date(2000, 1, 1), "last_day": date(2026, 6, 30)}


def adapt(shape, *, headings=(), dates=()):
    return adapt_shape(shape, headings=dict(headings), dates=dict.fromkeys(dates, "day"))


def test_a_heading_that_was_mapped_is_read_as_its_column(tmp_path):
    text = "Ref,Date,Crime type\n1,01/02/2024,Noise\n"
    with pytest.raises(WrongShape) as refused:
        read_text(text, make_shape(), tmp_path)
    assert refused.value.facts["unread"] == Unread(("kind", "note", "name"), ("Crime type",))
    assert "tests.headings.yaml" in refused.value.advice
    found = read_text(text, adapt(make_shape(), headings={"CRIME TYPE": "kind"}), tmp_path)
    assert found.column("category") == ["noise"]
    assert found.extract.unread == Unread(("note", "name"), ())


def test_a_file_of_strange_headings_alone_says_them_too(tmp_path):
    text = "A list of cases,,\nNumber,Day,Crime type\n1,01/02/2024,Noise\n"
    with pytest.raises(WrongShape) as refused:
        read_text(text, make_shape(), tmp_path)
    assert refused.value.facts["unread"].headings == ("Number", "Day", "Crime type")
    assert "unread" not in WrongShape("x").facts and NOTHING_UNREAD == Unread((), ())


def test_a_heading_that_stands_twice_or_counts_something_names_no_column(tmp_path):
    wide = make_shape(record="counts", category={"wide": {"Noise": "noise"}})
    text = "Ref,Date,Type,Noise,Extra,Extra,Other\n1,01/02/2024,x,3,a,b,c\n"
    assert read_text(text, wide, tmp_path).extract.unread.headings == ("Other",)


def test_a_heading_of_a_wide_table_is_read_as_the_one_it_was_mapped_to(tmp_path):
    wide = {"wide": {"Noise calls": "noise", "Graffiti": "graffiti"}}
    shape = make_shape(record="counts", category=wide)
    text = "Ref,Date,Type,Loud noise,Sprayed\n1,01/02/2024,x,3,5\n"
    with pytest.raises(WrongShape) as refused:
        read_text(text, shape, tmp_path)
    assert refused.value.facts["unread"].missing[-2:] == ("Noise calls", "Graffiti")
    assert '"Their heading": Noise calls' in refused.value.advice
    known = adapt(shape, headings={"Loud noise": "Noise calls"})
    found = read_text(text, known, tmp_path)
    assert found.extract.unread == Unread(("note", "name", "Graffiti"), ("Sprayed",))
    both = adapt(known, headings={"sprayed": "Graffiti", "LOUD NOISE": "Graffiti"})
    found = read_text(text, both, tmp_path)
    told = found.connection.execute("SELECT category, n FROM typed ORDER BY ALL").fetchall()
    assert told == [("graffiti", 5), ("noise", 3)] and not found.extract.unread.headings
    text = "Ref,Date,Type,Noise calls,Loud noise\n1,01/02/2024,x,3,7\n"
    found = read_text(text, known, tmp_path)
    assert found.column("n") == [3], "the shape's own comes first, and nothing counts twice"
    with pytest.raises(ValueError, match="wide has no 'Shouting'"):
        make_shape(record="counts", category=wide | {"also": {"Loud noise": "Shouting"}})


def test_one_heading_is_never_two_columns_whoever_wrote_the_mapping():
    said = {"Crime type": "kind", "CRIME-TYPE": "note"}
    shape = adapt(make_shape(), headings=said)
    assert shape == adapt(make_shape(), headings=dict(reversed(said.items())))
    assert shape.columns["kind"] == make_shape().columns["kind"]
    assert shape.columns["note"].headers[-1] == "CRIME-TYPE"


def test_the_shape_comes_first_whatever_was_mapped():
    shape = make_shape()
    assert adapt(shape, headings={"Date": "kind", "Anything": "gone"}) == shape
    assert adapt(shape, dates=["month_first_gone"]) == shape
    many = {"B": "kind", "A": "kind"}
    assert adapt(shape, headings=many) == adapt(shape, headings=dict(reversed(many.items())))


@pytest.mark.parametrize(
    ("form", "text", "day"),
    [
        ("day_first", "25-03-2024 13:05", datetime(2024, 3, 25, 13, 5)),
        ("month_first", "03-25-2024", datetime(2024, 3, 25)),
        ("year_first", "2024-03-25T00:00:00", datetime(2024, 3, 25)),
        ("year_first", "20240325", datetime(2024, 3, 25)),
        ("day_first_short_year", "25/03/24", datetime(2024, 3, 25)),
        ("month_first_short_year", "03/25/24", datetime(2024, 3, 25)),
        ("month_in_letters", "25 March 2024", datetime(2024, 3, 25)),
        ("spreadsheet_number", "45376", datetime(2024, 3, 25)),
    ],
)
def test_each_form_reads_its_dates_and_no_other_forms(tmp_path, form, text, day):
    rows = f"Ref,Date,Type\n1,{text},Noise\n2,01/02/2024,Noise\n"
    assert read_text(rows, make_shape(), tmp_path).column("problem")[0] is not None
    shape = adapt(make_shape(), dates=[form])
    found = read_text(rows, shape, tmp_path)
    assert found.column("time_from") == [day, datetime(2024, 2, 1)]
    told, _unsure = try_forms(make_shape().when, [text], **DAYS)
    assert form in [one.form for one in told] and {one.day for one in told} == {day.date()}
    assert all(
        set(pick_formats(each, shape.when)).isdisjoint(shape.when.formats) for each in DATE_FORMS
    )


def test_no_form_reads_otherwise_what_the_shape_reads():
    """Where the shape says 25/3/2024, "3/5/2024" is never the fifth of March."""
    when = make_shape().when
    assert not [one for one in pick_formats("month_first", when) if one.startswith("%m/%d/%Y")]
    assert "%d/%m/%Y %H:%M" in pick_formats("day_first", when)
    told, unsure = try_forms(when, ["03/05/2024 10:15"], **DAYS)
    assert [one.form for one in told] == ["day_first"] and not unsure
    assert "%m-%d-%Y" in pick_formats("month_first", when)
    first = adapt(make_shape(), dates=["day_first"])
    assert pick_formats("month_first", first.when) == ()
    assert pick_formats("month_alone", when) == (), "no day is made up for a month"


def test_a_form_in_place_of_the_shapes_turns_its_order_alone():
    when = make_shape(
        when={"column": "day", "formats": ["%d/%m/%Y %H.%M", "%d/%m/%y", "iso"], "precision": "day"}
    ).when
    turned = add_form("month_first_instead", when)
    assert turned[:3] == ("%m/%d/%Y %H.%M", "%d/%m/%y", "iso"), "its clocks and other forms stay"
    assert "%m-%d-%Y" in turned and not [one for one in turned if one.startswith("%d/%m/%Y")]
    assert add_form("day_first_instead", when) == when.formats, "it stands so already"
    back = adapt(make_shape(), dates=["month_first_instead", "day_first_instead"])
    assert "%d/%m/%Y" in back.when.formats and "%m/%d/%Y" not in back.when.formats
    first = adapt(make_shape(), dates=["month_first_instead"])
    assert pick_formats("day_first", first.when) == (), "besides it the other order says nothing"


def test_a_form_in_place_of_the_shapes_needs_a_date_that_nothing_else_reads():
    told, unsure = try_forms(make_shape().when, ["03/25/2024", "03/05/2024", "4/13/2024"], **DAYS)
    assert [(one.form, one.reads, one.of) for one in told] == [("month_first_instead", 2, 2)]
    assert told[0].text in ("03/25/2024", "4/13/2024") and not unsure
    told, _unsure = try_forms(make_shape().when, ["03-25-2024", "2024-03-05"], **DAYS)
    assert [one.form for one in told] == ["month_first", "year_first"], "besides is enough"


def test_what_can_be_two_days_is_told():
    texts = ["03-05-2024", "03-05-2024", "25-03-2024", "nothing", "02/03/2024"]
    told, unsure = try_forms(make_shape().when, texts, **DAYS)
    assert [(one.form, one.reads, one.of) for one in told] == [
        ("day_first", 3, 4),
        ("month_first", 2, 4),
    ]
    assert told[0].text == "25-03-2024" and unsure == "03-05-2024"
    assert try_forms(make_shape().when, ["25-03-2024", "25-03-2030"], **DAYS)[0][0].reads == 1


def test_a_workspaces_own_files_are_read_with_its_shape(tmp_path):
    folder = tmp_path / "mappings"
    folder.mkdir()
    (folder / "police-uk.headings.yaml").write_text('"Offence": crime_type\n')
    assert "Offence" in load_shape("police-uk", tmp_path).columns["crime_type"].headers
    assert "Offence" not in load_shape("police-uk").columns["crime_type"].headers
    (folder / "police-uk.dates.yaml").write_text('"%d": month\n')
    with pytest.raises(ContentError, match="no form of dates"):
        load_shape("police-uk", tmp_path)


def test_personal_columns_of_other_headings_are_kept_no_more_than_before(tmp_path):
    shape = adapt(make_shape(columns={"x": column("X")}), headings={"Who": "name"})
    found = read_text("Ref,Date,Type,Who\n1,01/02/2024,Noise,Ann\n", shape, tmp_path)
    assert "Ann" not in found.everything()
