"""Every form: missing, too long, wrong kind, script, strange scripts, stale, sent twice.

A new form is found by its address. It fails here until it answers with what is wrong, and where.
"""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.urls import reverse

from tests.partnership.access.test_matrix import EXPECTED
from tests.partnership.every_form.addresses import (
    VIEWS,
    list_buttons,
    list_methods,
    list_people,
    list_with_pages,
    open_form,
)
from tests.partnership.every_form.filling import WORDS, change_words, fill
from tests.partnership.every_form.reading import read_faults, read_faulty, read_form
from tests.partnership.every_form.sending import count_rows, send, undone
from tests.partnership.every_form.spoiling import SCRIPT, STRANGE, Spoilt, list_spoils

# Forms that the matrix opens to nobody: they need a workspace, a link, or a room that takes files.
ELSEWHERE = {
    "notes:attach": "tests/partnership/every_form/test_files.py",
    "people:accept": "tests/partnership/every_form/test_doors.py",
    "records:aside": "tests/partnership/records/test_aside.py",
    "records:correct": "tests/partnership/records/test_mending.py",
    "records:correction-back": "tests/partnership/records/test_taking_back.py",
    "records:dates": "tests/partnership/records/test_headings_and_dates.py",
    "records:headings": "tests/partnership/records/test_headings_and_dates.py",
    "records:mapping-back": "tests/partnership/records/test_taking_back.py",
    "records:edition": "tests/partnership/records/test_mending.py",  # a button alone
    "records:send": "tests/partnership/every_form/test_files.py",
    "strategy:effects": "tests/partnership/strategy/test_publishing.py",  # a button alone
}
WITH_FILES = {"performance:sheet", "strategy:import", "strategy:plan-import"}
IN_PLACE = {"people:make-token"}  # done, and its answer is a page that is shown once
MERGED = {"strategy:add", "strategy:add-under"}  # what is added overwrites nothing
PAGES = [name for name in list_with_pages() if name not in ELSEWHERE]
FORMS = [name for name in PAGES if name not in WITH_FILES]
REFUSED = 422


@pytest.fixture
def opened(request, people, sign_in):
    return open_form(request.param, people, sign_in)


def test_every_form_is_walked():
    """No view takes a form in silence, and what is tried elsewhere is still there."""
    silent = [name for name in EXPECTED if not list_methods(VIEWS[name])]
    assert not silent, "views that do not say their methods: " + ", ".join(silent)
    assert set(ELSEWHERE) | WITH_FILES | IN_PLACE <= set(list_with_pages())


@pytest.mark.parametrize("opened", PAGES, indirect=True)
def test_each_field_spoilt(opened):
    """In each of its ways: all fields in one form, as long as its answer names them; what it does
    not name is sent once more without the others, or by itself."""
    good = fill(opened.name, opened.form)
    hidden = {name for name, each in opened.form.fields.items() if each.kind == "hidden"}
    spoils = {name: list_asked(each) for name, each in opened.form.fields.items()}
    wrong = [
        fault
        for name in hidden
        for spoilt in spoils.pop(name)
        for fault in spoil(opened, good, {name: spoilt})
    ]
    for way in range(max(map(len, spoils.values()), default=0)):
        wrong += spoil(opened, good, {n: each[way] for n, each in spoils.items() if each[way:]})
    assert not wrong, "\n".join([opened.address, *wrong])
    if opened.name in FORMS:
        check_nothing_at_all(opened)


def list_asked(each) -> list[Spoilt]:
    """PostgreSQL is asked only what a database may meet: the rest is the form's own."""
    is_there = connection.vendor == "postgresql"
    return [spoilt for spoilt in list_spoils(each) if spoilt.is_asked_of_rows or not is_there]


def spoil(opened, good, spoilt: dict[str, Spoilt]) -> list[str]:
    """What is wrong with the answers to the form with these fields spoilt."""
    left = dict(spoilt)
    while len(left) > 1:
        answer = send_spoilt(opened, good, left)
        if is_taken(answer) and all(each.may_pass for each in left.values()):
            return []
        named = read_faulty(answer.page) & set(left) if answer.status == REFUSED else set()
        if not named or find_lack(answer, good=good, but=set(left)):
            break
        left = {name: each for name, each in left.items() if name not in named}
    wrong = []
    for name, each in left.items():
        answer = send_spoilt(opened, good, {name: each})
        if fault := judge(answer, opened.form.fields[name], each, good=good):
            wrong.append(f"{name}, {each.how}: {fault}")
    return wrong


def send_spoilt(opened, good, spoilt: dict[str, Spoilt]):
    values = {name: each.value for name, each in spoilt.items()}
    given = {name: value for name, value in {**good, **values}.items() if value is not None}
    with undone():
        return send(opened.client, opened.address, given)


def is_taken(answer) -> bool:
    return answer.status in (302, 200) and not read_form(answer.page, "")


def check_nothing_at_all(opened):
    """Sent without a single field, as a program does: the faults are said."""
    answer = send(opened.client, opened.address, {})
    needed = any(each.is_required for each in opened.form.fields.values())
    assert answer.status == REFUSED or (not needed and answer.status in (302, 409)), answer.page
    assert answer.status != REFUSED or read_faults(answer.page)


def judge(answer, each, spoilt, *, good) -> str:
    """What is wrong with the answer to a spoilt form; "" where it is as it must be."""
    if is_taken(answer):
        return "" if spoilt.may_pass else "it was taken"
    if answer.status == 409 and each.kind in ("hidden", "radio", "select"):
        return "" if "<h1>" in answer.page else "refused without a page"
    if answer.status == 404 and each.kind == "hidden":
        return ""
    if answer.status != REFUSED:
        return f"{answer.status} {answer.page if not answer.status else ''}"
    return find_lack(answer, good=good, but={each.name})


def find_lack(answer, *, good, but: set[str]) -> str:
    """What the page of a refused form lacks. `but`: the fields that were spoilt."""
    if not (faults := read_faults(answer.page)) or not all(len(one) > 9 for one in faults):
        return f"the form says too little: {faults}"
    if SCRIPT in answer.page:
        return "what was typed came back as a script"
    lost = [
        name
        for name, value in good.items()
        if value == WORDS and name not in but and WORDS not in answer.page
    ]
    return f"what was typed is lost: {', '.join(lost)}" if lost else ""


@pytest.mark.one_database
@pytest.mark.parametrize("opened", FORMS, indirect=True)
def test_script_and_strange_scripts_come_back_as_text(opened, people):
    """In every text that takes it; on the page it leads to, the room's lists, My work, search."""
    good = fill(opened.name, opened.form)
    given = change_words(opened.name, opened.form, to=STRANGE)
    answer = send(opened.client, opened.address, given)
    if answer.status == REFUSED:  # some field takes other words only: those it names stay plain
        plain = read_faulty(answer.page)
        given |= {name: good[name] for name in plain if name in good}
        answer = send(opened.client, opened.address, given)
    assert answer.status == (200 if opened.name in IN_PLACE else 302), read_faults(answer.page)
    room = opened.name.partition(":")[0]
    for address in [answer.leads_to, *list_plain_pages(room), "/search/?q=alert"]:
        if not address:
            continue
        page = opened.client.get(address, follow=True)
        if page.get("Content-Type", "").startswith("text/html"):
            assert SCRIPT not in page.content.decode(), f"{address} runs what was typed"
    assert SCRIPT not in answer.page


def list_plain_pages(room: str) -> list[str]:
    """The room's pages that need nothing in their address, and My work."""
    names = [
        name
        for name in EXPECTED
        if name.startswith(f"{room}:") and "GET" in list_methods(VIEWS[name])
    ]
    found = []
    for name in [*names, "home:my-work"]:
        try:
            found.append(reverse(name))
        except Exception:  # it needs something in its address
            continue
    return found


@pytest.mark.parametrize("opened", FORMS, indirect=True)
def test_filled_in_it_is_done_and_sent_twice_once(opened):
    """The ground of the rest: without it, spoiling would prove nothing. Then the second of two
    presses of the button: one thing made, and an answer that is no fault."""
    given = fill(opened.name, opened.form)
    first = send(opened.client, opened.address, given)
    said = read_faults(first.page) or re.sub(r"<[^>]+>|\s+", " ", first.page)[-600:]
    assert first.status == (200 if opened.name in IN_PLACE else 302), said
    made = count_rows()
    second = send(opened.client, opened.address, given)
    assert second.status in (200, 302, 403, 404, 409, REFUSED), second.page
    again = {name: n - made[name] for name, n in count_rows().items() if n != made[name]}
    assert not again, f"made twice: {again}"


@pytest.mark.one_database
@pytest.mark.parametrize("opened", FORMS, indirect=True)
def test_an_old_version_is_refused_with_both_texts(opened):
    if "version" not in opened.form.fields or opened.name in MERGED:
        return
    before = change_words(opened.name, opened.form, to="Words of the first")
    assert send(opened.client, opened.address, before).status == 302
    after = change_words(opened.name, opened.form, to="Words of the second")
    answer = send(opened.client, opened.address, after)
    assert answer.status in (409, REFUSED), f"{answer.status}: saved over what another had saved"
    if "What you sent" in answer.page and "Words of the first" in before.values():
        assert "Words of the first" in answer.page and "Words of the second" in answer.page


@pytest.mark.parametrize("name", list_buttons())
def test_buttons_take_nothing_strange(name, people, sign_in):
    """Addresses that other pages post to: nothing, junk, the right thing twice."""
    access = EXPECTED[name]
    address = reverse(name, kwargs=access.make(people))
    client = sign_in(next(list_people(access)))
    good = access.data(people)
    junk = [{}, *({**good, each: value} for each in good for value in (STRANGE, "9" * 400, "\x00"))]
    for given in junk:
        with undone():
            answer = send(client, address, given)
        assert answer.status in (302, 403, 404, 409, REFUSED), f"{given}: {answer.page[:300]}"
    first = send(client, address, good)
    made = count_rows()
    second = send(client, address, good)
    assert {first.status, second.status} <= {200, 302, 403, 404, 409, REFUSED}, second.page
    assert count_rows() == made, "made twice"
