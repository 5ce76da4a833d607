"""What looks like a person's name, and what only looks like it to a careless reader."""

from __future__ import annotations

import csv
import gzip
from importlib import import_module
from pathlib import Path

import pytest
from django import forms

from safercity.partnership.common import free_text
from safercity.partnership.common.forms import FreeText
from safercity.partnership.common.free_text import NamesAPerson, find_names, refuse_names

pytestmark = pytest.mark.one_database  # nothing here asks a database differently

SHARED = Path(__file__).resolve().parents[4] / "shared" / "data"
HIDDEN = (forms.HiddenInput, forms.PasswordInput)
AT_MOST = 0.002  # of real street and ward names taken for a person: 1 in 500

PEOPLE = {
    "Spoke to Mr Ahmed about it.": "Mr Ahmed",
    "PCSO Kowalski attended": "PCSO Kowalski",
    "Cllr Janet Parry asked": "Cllr Janet Parry",
    "seen by mr jones twice": "mr jones",
    "Call Darren Smith before Friday.": "Darren Smith",
    "darren smith was moved on": "darren smith",
    "DARREN SMITH was moved on": "DARREN SMITH",
    "Offered to Aisha Begum and her mother": "Aisha Begum",
    "A walk with Gareth Unlisted-Name": "Gareth Unlisted-Name",
    "Entered as Smith, Darren": "Smith, Darren",
    "J Patel rang": "J Patel",
    "J. Patel rang": "J. Patel",
    "The gate by Darren's flat": "Darren's",
    "Kayleigh’s mother agreed": "Kayleigh’s",
    "a youth known as Smudge": "Smudge",
    "a woman, aka “Bunny”, lives there": "Bunny",
    "the dealer nicknamed Weasel": "Weasel",
    "known as Darren": "Darren",
}
NOT_PEOPLE = [
    "",
    "Patrols on Stanley Street and Victoria Road after dark",
    "St John's church hall, St. Mary's school",
    "Albert Square, George Street and Edward Terrace",
    "Clare's Law requests, Martyn's Law duties",
    "The street known as Piccadilly; the area known as the Cultural Quarter",
    "A record known as OSARA, a programme known as Prevent",
    "From April to June; May and August Bank Holiday",
    "Ask the Community Safety Manager and the Early Help Service",
    "King Edward Avenue, Queen Anne Street, Duke of York Court",
    "Will mark the grant in May; Mark the Grant as spent",
    "Thomas Cook and John Lewis both closed; Marie Curie shop",
    "Safer Streets Round Five, Making Great Places, Operation Sceptre",
    "Police, Housing, Fire and Rescue",
    "miss the bus; 40 ms; dr. appointments",
    "A Wood behind the estate; I Walker",
    "Ward, John and others"[:4],
    "Charlie Brown Park",
    "James Watt Primary School, Ruth Ellis House",
]


@pytest.fixture(autouse=True)
def no_partnership(monkeypatch):
    """Without a database there are no agencies whose names are known."""
    monkeypatch.setattr(free_text, "NOT_PEOPLE", [])


@pytest.mark.parametrize(("text", "name"), PEOPLE.items())
def test_people_are_found(text, name):
    assert find_names(text) == [name]
    with pytest.raises(NamesAPerson, match="looks like"):
        refuse_names(text)


@pytest.mark.parametrize("text", NOT_PEOPLE)
def test_places_and_bodies_are_not(text):
    assert find_names(text) == []


def test_several_are_quoted_in_order_and_once():
    text = "Mr Ahmed met Darren Smith; Darren Smith left. Then Kayleigh's bus came."
    assert find_names(text) == ["Mr Ahmed", "Darren Smith", "Kayleigh's"]


def test_organisations_of_the_partnership_are_no_people(monkeypatch):
    text = "Ask Martin Harris Associates-in-Care first"
    assert find_names(text)
    monkeypatch.setattr(free_text, "NOT_PEOPLE", [lambda: ["Martin Harris Associates-in-Care"]])
    assert find_names(text) == []


def test_text_of_any_kind_is_read():
    for text in ("🙂" * 500, "\u202eSmith", "a" * 20_000, "Darren " * 5_000, "'’'’''", "\x00"):
        find_names(text)


def test_a_long_text_is_read_at_once():
    import time

    text = "Patrols on Stanley Street after dark, as Housing asked. " * 1_000
    began = time.perf_counter()
    find_names(text)
    assert time.perf_counter() - began < 2


def read_column(pattern: str, column: str) -> list[str]:
    """The different values of a column in every file of the shared data that fits."""
    found = set()
    for file in sorted(SHARED.glob(pattern)):
        opened = gzip.open if file.suffix == ".gz" else open
        with opened(file, "rt", encoding="utf-8-sig") as lines:
            found |= {row[column].removeprefix("On or near ") for row in csv.DictReader(lines)}
    return sorted(filter(None, found))


@pytest.mark.parametrize(
    ("pattern", "column"),
    [
        ("police/*/*-street.csv.gz", "Location"),
        ("lookups/lookup_lsoa21_ward24_ltla24.csv", "ward24_name"),
        ("lookups/lookup_lsoa21_ward24_ltla24.csv", "ltla24_name"),
    ],
)
def test_false_alarms_on_real_places_are_few(pattern, column, capsys):
    names = read_column(pattern, column)
    if not names:
        pytest.skip(f"NOT TESTED: no {pattern} under {SHARED}")
    wrong = [name for name in names if find_names(f"Seen again at {name} on Friday.")]
    share = len(wrong) / len(names)
    with capsys.disabled():
        print(
            f"\n{column}: {len(wrong)} of {len(names)} taken for people ({share:.2%}) {wrong[:9]}"
        )
    assert share <= AT_MOST


MAY_NAME = {
    "AcceptForm.name", "InviteForm.name",  # the person's own account
    "AgencyFields.name", "ChangeAgencyForm.name", "NewAgencyForm.name",  # named after someone, some
    "AuditFilters.about", "AuditFilters.kind", "AuditFilters.page", "AuditFilters.verb",
    "LogFilter.words",  # looked for
    "ProviderForm.client_id", "ProviderForm.domains", "StepForm.to",  # read by programs
}  # fmt: skip


def list_lines():
    """(form, field) of every line of text that a form of ours takes, but free text."""
    import_module("safercity.partnership.config.urls")  # every view, and with it every form
    waiting = list(forms.Form.__subclasses__())
    while waiting:
        form = waiting.pop()
        waiting += form.__subclasses__()
        if not form.__module__.startswith("safercity."):
            continue
        for name, field in form.base_fields.items():
            line = type(field) is forms.CharField and not isinstance(field.widget, HIDDEN)
            if line and not isinstance(field, FreeText):
                yield f"{form.__name__}.{name}"


def test_every_line_that_is_kept_is_free_text_or_may_name_someone():
    assert set(list_lines()) == MAY_NAME
