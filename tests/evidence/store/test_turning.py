"""What a form of dates would make of a file, and for which reason a row of it would be held."""

from __future__ import annotations

from datetime import date

from safercity.evidence.extracts.open import open_extract
from safercity.evidence.store import turning
from safercity.evidence.store.turning import Example, weigh_form
from safercity.evidence.workspace import change_workspace
from tests.evidence.tiny import NEW, make_workspace


def test_a_date_after_the_day_of_the_file_is_told_from_one_that_cannot_be_read(tmp_path):
    town = make_workspace(tmp_path, made_up=True)
    file = tmp_path / "housing asb.csv"
    days = ("02/12/2025", "03/25/2025", "25/03/2025", "03/04/2025")
    rows = "".join(f"H{n},{day},Noise,{NEW[1]}\r\n" for n, day in enumerate(days))
    file.write_text("Case ID,Reported Date,Nature of ASB,LSOA\r\n" + rows)
    found = weigh_form(
        town, file, source="housing-asb", form="month_first_instead", last_day=date(2025, 6, 30)
    )
    assert (found.newly, found.otherwise, found.no_more) == (2, 1, 1)
    assert set(found.examples) == {
        Example("02/12/2025", None, date(2025, 2, 12), "date_in_future", ""),
        Example("03/25/2025", None, date(2025, 3, 25), "unreadable_date", ""),
        Example("25/03/2025", date(2025, 3, 25), None, "", "unreadable_date"),
        Example("03/04/2025", date(2025, 4, 3), date(2025, 3, 4), "", ""),
    }


def test_a_load_that_sweeps_meanwhile_takes_nothing_from_a_page_that_weighs(tmp_path, monkeypatch):
    town = make_workspace(tmp_path, made_up=True)
    file = tmp_path / "housing asb.csv"
    row = f"H1,03/25/2025,Noise,{NEW[1]}\r\n"
    file.write_text("Case ID,Reported Date,Nature of ASB,LSOA\r\n" + row, "utf-16")

    def open_and_sweep(*given, **how):
        opened = open_extract(*given, **how)
        with change_workspace(town):  # as every load and every deletion on time does
            return opened

    monkeypatch.setattr(turning, "open_extract", open_and_sweep)
    found = weigh_form(
        town, file, source="housing-asb", form="month_first_instead", last_day=date(2025, 6, 30)
    )
    assert found.newly == 1 and not list((town.root / "tmp").iterdir())


def test_what_a_process_that_died_has_left_is_swept(tmp_path):
    town = make_workspace(tmp_path, made_up=True)
    left = town.root / "tmp" / "dates-1"
    left.mkdir()
    left.with_name("dates-1.kept").touch()  # its lock died with it
    with change_workspace(town):
        assert not left.exists()
