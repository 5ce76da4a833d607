"""Pages can be read in Welsh: no literal words in templates, days and links in the language."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.utils import translation
from django.utils.translation import trans_real

from safercity.partnership.common.templatetags.moments import moment
from safercity.partnership.config.settings import LANGUAGES, build_settings
from safercity.partnership.config.site import Site
from safercity.partnership.notes.actions import Message, notify_posts
from tests.partnership.commitments.made import make
from tests.partnership.conftest import NOWHERE
from tools.make_locale import LOCALE, bind, read_words

ROOM = Path(__file__).resolve().parents[3] / "src" / "safercity" / "partnership"
CHOICE = "django.middleware.locale.LocaleMiddleware"
# Names and abbreviations that are the same in both languages.
NAMES = {
    "CSV",
    "XLSX",
    "PDF",
    "Word",
    "YAML",
    "HTML",
    "GeoJSON",
    "Safer City",
    "– Safer City",
    "Po",
}
TRANSLATED = re.compile(r"{%\s*(comment|blocktranslate)\b.*?{%\s*end\1\s*%}|{#.*?#}", re.S)
CODE = re.compile(r"<(code|pre|kbd|script)\b.*?</\1>", re.S)
TAG = re.compile(r"{%.*?%}|{{.*?}}", re.S)
SAID = re.compile(
    r"(?:aria-label|aria-description|placeholder|title|alt|data-label|data-head|data-words-\w+)"
    r"""=(?:"(.*?)"|'(.*?)')"""
)
# Words given to a tag or a filter: `with title="Plan"`, `default:"none yet"`; not `_("Plan")`.
GIVEN = re.compile(r"""(?<!\()(?:"([^"%]*)"|'([^'%]*)')""")
NOT_SAID = re.compile(r"{%\s*(?:translate|extends|load|static|url|block|if|elif)\b.*?%}", re.S)
COUNTED = re.compile(r"{%\s*blocktranslate(?P<head>.*?)%}(?P<body>.*?){%\s*endblocktranslate", re.S)
MANY = re.compile(r"{{ (?:n|days|count|months) }} (?!is\b|was\b|has\b|as\b|brings\b)[a-z]+s\b")


def find_literal_words(text: str) -> list[str]:
    """Words that a reader sees and no translation can reach."""
    plain = TAG.sub("\0", CODE.sub("", TRANSLATED.sub("", text)))
    shown = re.split("[\0\n]", re.sub(r"<[^>]*>", "\n", plain))
    shown += ["".join(found) for found in SAID.findall(plain)]
    given = " ".join(found[0] for found in TAG.finditer(NOT_SAID.sub("", text)))
    shown += [
        w
        for found in GIVEN.findall(given)
        if re.match("[A-Z][a-z]|.*[a-z] [a-z]", w := "".join(found))
    ]
    told = (words.strip() for words in shown)
    return [words for words in told if re.search(r"[A-Za-z]{2}", words) and words not in NAMES]


def find_counts(text: str) -> list[str]:
    """Sentences with a number before its noun, and no plural forms."""
    said = (found for found in COUNTED.finditer(text) if " count " not in found["head"])
    return [found["body"] for found in said if MANY.search(found["body"])]


@pytest.mark.parametrize(
    "text",
    [
        "<p>Hello</p>",
        '<a aria-label="Close">×</a>',
        "<a title='Close'>×</a>",
        "{{ n }} rows",
        '{% include "a/b.html" with title="Close" %}',
        '{{ row.owner|default:"nobody yet" }}',
    ],
)
def test_literal_words_are_found(text):
    assert find_literal_words(text)


def test_templates_hold_no_literal_words():
    found = {
        str(file.relative_to(ROOM)): words
        for file in [*ROOM.rglob("templates/**/*.html"), *ROOM.rglob("templates/**/*.txt")]
        if (words := find_literal_words(file.read_text("utf-8")))
    }
    assert not found, "words outside {% translate %}"


def test_counts_in_templates_have_plural_forms():
    assert find_counts("{% blocktranslate with n=a %}{{ n }} rows{% endblocktranslate %}")
    assert not find_counts("{% blocktranslate count n=a %}{{ n }} row{% plural %}{{ n }} rows"
                           "{% endblocktranslate %}")  # fmt: skip
    found = {
        str(file.relative_to(ROOM)): said
        for file in ROOM.rglob("templates/**/*.html")
        if (said := find_counts(file.read_text("utf-8")))
    }
    assert not found, "counts without {% plural %}"


def test_the_bound_words_are_those_written():
    source = LOCALE / "cy" / "LC_MESSAGES" / "django.po"
    words = read_words(source.read_text("utf-8"))
    assert words["Strategy"] == "Strategaeth"
    assert source.with_suffix(".mo").read_bytes() == bind(words), "run tools/make_locale.py"


def test_a_word_that_is_not_translated_is_left_out():
    assert read_words('msgid "Plan"\nmsgstr ""\n\n#, fuzzy\nmsgid "Go"\nmsgstr "X"\n') == {}


def test_days_and_moments_are_in_the_language():
    at = datetime(2026, 12, 2, 9, 15, tzinfo=UTC)
    assert moment(at) == "Wed 2 Dec 2026, 9:15am"
    assert moment(None) == ""
    with translation.override("cy"):
        assert moment(at) == "Mer 2 Rhag 2026, 9:15yb"


def test_a_partnership_of_english_pages_offers_no_choice(tmp_path):
    told = build_settings(Site(tmp_path), secret="x")
    assert told["LANGUAGES"] == LANGUAGES[:1] and CHOICE not in told["MIDDLEWARE"]


def test_a_partnership_of_welsh_pages_offers_both(tmp_path):
    told = build_settings(Site(tmp_path, language="cy"), secret="x")
    assert told["LANGUAGE_CODE"] == "cy" and CHOICE in told["MIDDLEWARE"]


def test_a_reader_chooses(settings, sign_in):
    both = build_settings(Site(NOWHERE.workspace, language="cy"), secret="x")
    for name in ("LANGUAGES", "LANGUAGE_CODE", "MIDDLEWARE"):
        setattr(settings, name, both[name])
    client = sign_in("manager")
    page = client.get("/my-work/").content.decode()
    assert '<html lang="cy">' in page and "Fy ngwaith" in page and "yn Saesneg" in page
    client.post("/language/", {"language": "en-gb", "next": "/my-work/"})
    page = client.get("/my-work/").content.decode()
    assert '<html lang="en-gb">' in page and "My work" in page and ">Cymraeg</button>" in page


def test_only_here_does_the_choice_lead_back(sign_in):
    answer = sign_in(None).post("/language/", {"language": "cy", "next": "https://example.org/"})
    assert answer.status_code == 302 and answer.url == "/"


def test_refusals_acts_and_notifications_are_in_the_readers_language(
    people, settings, sign_in, monkeypatch
):
    """What is kept in English is translated where it is shown; here into English in brackets."""
    action = make(people)
    message = Message("Something is late", "commitments.commitment", action.pk)
    notify_posts([action.owner_id], message)
    both = build_settings(Site(NOWHERE.workspace, language="cy"), secret="x")
    for name in ("LANGUAGES", "LANGUAGE_CODE", "MIDDLEWARE"):
        setattr(settings, name, both[name])
    client = sign_in("officer")
    monkeypatch.setattr(trans_real.translation("cy"), "gettext", lambda words: f"[{words}]")
    assert "[Something is late]" in client.get("/notifications/").content.decode()
    assert "[action made]" in client.get(f"/actions/{action.pk}/").content.decode()
    refused = client.get("/audit/").content.decode()
    assert "[Your posts do not let you [read what was done and looked at].]" in refused
    assert "[Ask: [auditor], [administrator].]" in refused
