import html.parser
import itertools
import re
from contextlib import closing

import pytest

from safercity.documents import build_high_demand_places, render_html
from tests.browsing import CHROMIUM, NO_WEBGL, violations

VOID = {"meta", "col", "br", "link", "img", "input"}


class Page(html.parser.HTMLParser):
    """The tags of a page in order, and what was opened and not closed in order."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.tags, self.open, self.wrong, self.text = [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data):
        self.text.append(data)

    def all(self, name):
        return [attrs for tag, attrs in self.tags if tag == name]


@pytest.fixture(scope="module")
def text(document):
    return render_html(document)


@pytest.fixture(scope="module")
def page(text):
    return Page(text)


def test_tags_are_closed_in_order_and_ids_are_unique(page):
    assert page.wrong == []
    assert page.open == []
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))


def test_landmarks_language_and_title(page):
    for landmark in ("header", "main", "footer", "nav"):
        assert len(page.all(landmark)) == 1
    assert page.all("html") == [{"lang": "en"}]
    assert "Eleven places" in "".join(page.text)


def test_one_h1_and_no_heading_level_is_skipped(page):
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert levels.count(1) == 1
    assert all(later - earlier <= 1 for earlier, later in itertools.pairwise(levels))


def test_every_drawing_has_words_or_is_silent(page):
    drawings = [attrs for tag, attrs in page.tags if attrs.get("role") == "img"]
    assert len(drawings) > 12
    assert all(attrs["aria-label"].strip() for attrs in drawings)
    silent = [attrs for attrs in page.all("span") if attrs.get("aria-hidden") == "true"]
    figures = len(page.all("figure"))
    assert len(page.all("svg")) == len(drawings) + figures + len(silent)  # a figure has two sizes


def test_tables_have_captions_and_scoped_heads(page):
    tables = page.all("table")
    assert len(page.all("caption")) == len(tables) > 5
    scopes = [attrs.get("scope") for attrs in page.all("th")]
    assert set(scopes) == {"col", "row"}


def test_links_lead_somewhere_in_the_file(page):
    ids = {attrs["id"] for _, attrs in page.tags if "id" in attrs}
    assert {attrs["href"] for attrs in page.all("a")} <= {f"#{id_}" for id_ in ids}


def test_the_file_stands_alone(text, page):
    assert page.all("script") == []
    assert page.all("link") == []
    assert not re.search(r"""(src|href)\s*=\s*["']?(https?:)?//""", text)
    assert "@import" not in text
    assert set(re.findall(r"url\((\w+):", text)) == {"data"}


def test_marking_edition_and_date_stay_on_the_page(edition, page):
    words = "".join(page.text)
    assert words.count("OFFICIAL") == 3, "above, below, and in the rule for printed sheets"
    assert f"Edition {edition.digest[:12]}. Records to 30 September 2025" in words
    assert "Made-up demonstration" in words


def test_every_printed_sheet_says_the_marking():
    from safercity.documents.rendering.html import _mark_sheets

    assert '@bottom-center{content:"OFFICIAL-SENSITIVE"' in _mark_sheets("OFFICIAL-SENSITIVE")
    assert _mark_sheets('"}body{display:none') == _mark_sheets("") == ""


def test_the_same_document_gives_the_same_text(edition, text):
    assert render_html(build_high_demand_places(edition)) == text


def test_a_hostile_name_is_only_ever_text(hostile):
    text = render_html(build_high_demand_places(hostile))
    page = Page(text)
    assert page.wrong == []
    assert page.all("script") == []
    assert "<script>" not in text
    assert '<script>alert("1")</script> #set page' in "".join(page.text)
    assert "\x07" not in text


@pytest.mark.browser
@pytest.mark.slow
@pytest.mark.skipif(not CHROMIUM.exists(), reason=f"NOT TESTED: no browser at {CHROMIUM}")
def test_axe_finds_nothing_and_nothing_scrolls_sideways(text, tmp_path, launch):
    path = tmp_path / "paper.html"
    path.write_text(text, encoding="utf-8")
    with closing(launch(*NO_WEBGL).new_context()) as context:
        for width in (320, 1280):
            view = context.new_page()
            view.set_viewport_size({"width": width, "height": 800})
            view.goto(path.as_uri())
            assert view.evaluate("document.documentElement.scrollWidth") <= width
            assert violations(view) == []
