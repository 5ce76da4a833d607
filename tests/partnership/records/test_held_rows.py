"""Held rows as a source's page lists them: the order of their values, and none broken in two."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import trans_real

import safercity.partnership.common as common
from safercity.evidence.extracts.reasons import REASONS
from safercity.partnership.audit.queries import find_looks
from safercity.partnership.records.presenters import say_reason
from tests.browsing import WIDE, in_browser
from tests.partnership.records.conftest import run_jobs, write_cases
from tests.partnership.records.test_mending import fill
from tests.partnership.records.test_sending import send, text_of

SOURCE = "/records/housing-asb/"
CSS = Path(common.__file__).parent / "static" / "css"


def test_reasons_have_the_words_of_the_ledger():
    assert [say_reason(code).title for code in REASONS] == [one.title for one in REASONS.values()]
    assert all(say_reason(code).advice for code in REASONS)


def test_reasons_are_said_in_the_readers_language(monkeypatch):
    monkeypatch.setattr(trans_real.translation("cy"), "gettext", lambda words: f"[{words}]")
    with translation.override("cy"):
        told = [say_reason(code) for code in REASONS]
    assert all(one.title.startswith("[") and one.advice.startswith("[") for one in told)


@pytest.fixture
def held(at_town, tmp_path):
    """The analyst's client, with two rows of a day that does not exist."""
    client = at_town("analyst")
    told = write_cases(tmp_path / "cases.csv", words=("Noise", "Noise"), day="31/02/2025")
    send(client, told.read_bytes())
    run_jobs()
    return client


@pytest.mark.one_database
def test_values_come_in_the_order_of_the_file(held):
    table = text_of(held.get(SOURCE)).split('aria-label="Row by row">')[1].split("</table>")[0]
    assert table.startswith('<table class="plain stacks row-by-row">')
    assert re.findall(r'<th scope="col">([^<]+)</th>', table)[-2:] == ["Opened", "Kind"]


@pytest.mark.one_database
def test_a_row_corrected_in_vain_is_said_to_be_held_still(held):
    address = re.search(r'href="(/records/housing-asb/held/\w+/1/)"', text_of(held.get(SOURCE)))[1]
    form = held.get(address)
    held.post(address, fill(form, **{"v-opened": "30/02/2025", "anyway": "on"}))
    said = "Row 1 of housing asb.csv is still held: A date that does not exist."
    assert said not in text_of(held.get(SOURCE)), "nobody knows before the file is read again"
    run_jobs()
    page = text_of(held.get(SOURCE))
    assert page.count(said) == 1 and page.count("is still held") == 1
    held.post(address, fill(held.get(address), **{"v-opened": "28/02/2025"}))
    run_jobs()
    assert "still held" not in text_of(held.get(SOURCE))


@pytest.mark.one_database
def test_a_word_says_how_many_of_its_rows_wait_for_their_file(at_town, town, tmp_path):
    client = at_town("analyst")
    for n, words in enumerate((["Witchcraft"] * 2, ["Noise", "Witchcraft"])):
        told = write_cases(tmp_path / "cases.csv", words=words, day=f"0{n + 1}/03/2025")
        send(client, told.read_bytes(), name=f"housing asb {n}.csv")
        run_jobs()
    said = re.compile(r"“<bdi>Witchcraft</bdi>”, (.*?), means")
    assert said.findall(text_of(client.get(SOURCE))) == ["2 rows"]
    for about in (town / "uploads").glob("*/about.json"):
        if "asb 0" in about.read_text("utf-8"):
            about.unlink()
    page = text_of(client.get(SOURCE))
    assert said.findall(page) == ["2 rows (1 of them only once its file is sent again)"]
    assert "the others once their file is sent again" in page


@pytest.mark.one_database
def test_held_rows_go_out_whole_as_a_file_with_what_may_be_seen(held, at_town, tmp_path):
    page = text_of(held.get(SOURCE))
    assert 'href="?format=csv&amp;list=held"' in page
    answer = held.get(SOURCE + "?format=csv&list=held&page=7")
    assert answer["Content-Disposition"].endswith('"held-housing-asb.csv"')
    heads, *rows = csv.reader(io.StringIO(answer.content.decode("utf-8-sig")))
    assert heads[:4] == ["Extract", "Row", "Reason", "What to do"]
    assert heads[4:] == ["Opened", "Kind", "marking"], "no column that the agreement does not show"
    assert [row[:3] for row in rows] == [
        ["housing asb.csv", str(n), "A date that does not exist"] for n in (1, 2)
    ]
    assert rows[0][4:] == ["31/02/2025", "Noise", "OFFICIAL-SENSITIVE"]
    look = find_looks(purpose="records", page="records:source").order_by("-id").first()
    assert look.count == 2
    stranger = at_town("elsewhere")  # of an agency that is no party
    assert stranger.get(SOURCE + "?format=csv&list=held").status_code == 404


@pytest.mark.one_database
def test_where_nothing_is_held_there_is_no_file_of_it(at_town):
    assert at_town("analyst").get(SOURCE + "?format=csv&list=held").status_code == 404


def draw(browser):
    """A held row of twelve references in Chromium, at 1280 pixels."""
    cells = "".join(f'<td class="long" data-label="V">{"SYN-2025-" * 2}{n}</td>' for n in range(12))
    page = browser.new_page(viewport=WIDE)
    page.set_content(
        '<main class="wide"><div class="scroll"><table class="plain stacks row-by-row"><tbody><tr>'
        f'<th class="long">housing asb, made 2025-03.csv</th>{cells}</tr></tbody></table></div>'
    )
    for name in ("site.css", "records.css"):
        page.add_style_tag(content=(CSS / name).read_text("utf-8"))
    return page


@pytest.mark.browser
@in_browser[1]
@in_browser[2]
def test_no_value_is_broken_in_two(browser):
    page = draw(browser)
    heights = page.evaluate(
        "[...document.querySelectorAll('td, th')].map((one) => one.clientHeight)"
    )
    inner, outer, whole = page.evaluate(
        "[...['scrollWidth', 'clientWidth'].map((one) => document.querySelector('.scroll')[one]), "
        "document.documentElement.scrollWidth]"
    )
    page.close()
    assert max(heights) < 2 * 21 + 16, "a line has 21 pixels"
    assert inner > outer and whole <= WIDE["width"], "the box scrolls, the page does not"


@pytest.mark.one_database
def test_a_word_that_turns_the_writing_stays_within_itself(at_town, tmp_path):
    client = at_town("analyst")
    told = write_cases(tmp_path / "cases.csv", words=["witch\u202ecraft"])
    send(client, told.read_bytes(), name="housing \u202evsc.csv")
    run_jobs()
    page = text_of(client.get(SOURCE))
    assert "“<bdi>witch\u202ecraft</bdi>”" in page and "housing vsc.csv" in page


def test_what_a_cut_line_and_a_day_to_come_need_is_said_in_the_browsers_words(at_town, tmp_path):
    first, *_others = write_cases(tmp_path / "cases.csv").read_text().splitlines()
    count = first.count(",")
    days = ("H7,02/03/2025,Noise", "H8,02/03/2999,Noise")
    rows = [days[0], days[1] + "," * (count - 2)]
    client = at_town("analyst")
    send(client, "\n".join([first, *rows, ""]).encode())
    run_jobs()
    page = client.get(SOURCE).content.decode()
    assert "send the row whole, in any file, if it is a record" in page and "/2/aside/" not in page
    assert "the field “Day the agency made it”" in page and "--vintage" not in page


def test_categories_that_the_source_uses_stand_first(at_town, tmp_path):
    client = at_town("analyst")
    send(client, write_cases(tmp_path / "cases.csv").read_bytes())
    run_jobs()
    page = client.get(SOURCE).content.decode()
    used, others = page.split('<optgroup label="Used by this source already">')[1].split(
        '<optgroup label="All others">'
    )
    assert 'value="asb_noise"' in used and 'value="asb_noise"' not in others
    assert "burglary" in others and "burglary" not in used
