"""A strategy's file: every fault at once with its line and a remedy; what is written reads back."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from safercity.documents.strategy import (
    Body,
    KeyAction,
    Line,
    StrategyFaulty,
    fork_strategy,
    list_strategies,
    load_strategy,
    open_strategy,
    read_strategy,
    write_strategy,
)
from safercity.evidence.errors import UnknownName

STOKE = "stoke-on-trent-2024-27"
STRATEGY = load_strategy(STOKE)
TEXT = write_strategy(STRATEGY)


def faults_of(text):
    with pytest.raises(StrategyFaulty) as refused:
        read_strategy(text)
    for fault in refused.value.faults:
        assert fault.what and fault.advice and fault.sentence in str(refused.value)
    return refused.value.faults


def changed(old, new, text=TEXT):
    assert text.count(old) >= 1, old
    return text.replace(old, new, 1)


def line_of(text, part):
    return text[: text.index(part)].count("\n") + 1


def test_every_fault_is_told_at_once_with_its_line_and_path():
    text = changed("kind: review", "kind: revue")
    text = changed("scope: high_demand", "scope: everywhere", text)
    text = changed("nation: england", "nation: scotland", text)
    found = faults_of(text)
    assert [fault.path for fault in found] == [
        "nation", "priorities/1/actions/1.1/kind", "priorities/1/outcomes/O1.4/scope",
    ]  # fmt: skip
    parts = ("nation: scotland", "kind: revue", "scope: everywhere")
    assert [fault.line for fault in found] == [line_of(text, part) for part in parts]


def test_an_id_of_nothing_is_told_beside_faults_of_form():
    text = changed("kind: review", "kind: revue")
    text = changed("accountable: drug-alcohol-board", "accountable: drug-alcohol-bord", text)
    text = changed("units: [council/community-safety]", "units: [council/comunity-safety]", text)
    told = {fault.path: fault.kind for fault in faults_of(text)}
    assert told == {
        "priorities/1/actions/1.1/kind": "wrong_value",
        "supporting/S1/accountable": "unknown_reference",
        "priorities/1/lead/1/units/0": "unknown_reference",
    }


@pytest.mark.parametrize(
    ("old", "new", "kind", "path"),
    [
        ("id: '1.2'", "id: '1.1'", "duplicate", "priorities/1/actions/1.1/id"),
        ("id: prevent-board\n", "id: fire\n", "duplicate", "bodies/fire/id"),
        ("accountable: drug-alcohol-board", "accountable: drug-alcohol-bord", "unknown_reference",
         "supporting/S1/accountable"),
        ("accountable: drug-alcohol-board", "accountable: fire", "unknown_reference",
         "supporting/S1/accountable"),
        ("units: [council/community-safety]", "units: [police/knowledge-hub]", "rule",
         "priorities/1/lead/1/units"),
        ("weekday: Tuesday", "weekday: Friday", "rule", "approvals/approval-cabinet/weekday"),
        ("day: 2023-11-07", "day: 2023-11-31", "wrong_value", "approvals/approval-cabinet/day"),
        ("holds: strategy", "holds: minutes", "rule", "differences/name-of-priority-4/holds"),
        ("last_year: 2027", "last_year: 2021", "rule", "period/first_year"),
        ("board: csp-board", "bored: csp-board", "missing", "board"),
        ('title: {en: "Cabinet of the City Council"}', "title: {en: ''}", "wrong_value",
         "bodies/cabinet/title"),
        ('title: {en: "Cabinet of the City Council"}', "title: {fr: Cabinet}", "wrong_value",
         "bodies/cabinet/title"),
        ('title: {en: "Cabinet of the City Council"}', "title: Cabinet", "wrong_value",
         "bodies/cabinet/title"),
        ('title: {en: "Cabinet of the City Council"}', 'title: {en: "a\\u0007b"}', "wrong_value",
         "bodies/cabinet/title"),
        ("id: cabinet", "id: ca binet", "wrong_value", "bodies/ca binet/id"),
        ("format: 1", "format: 2", "wrong_value", "format"),
    ],
)  # fmt: skip
def test_each_kind_of_fault_has_its_name(old, new, kind, path):
    text = changed(old, new)
    [fault] = [fault for fault in faults_of(text) if fault.kind == kind]
    assert fault.path == path
    assert fault.line > 0


def test_an_unknown_key_says_so_beside_what_is_missing():
    kinds = {fault.kind: fault.path for fault in faults_of(changed("board: c", "bored: c"))}
    assert kinds == {"missing": "board", "unknown_key": "bored"}


def test_a_misspelt_reference_is_answered_with_the_nearest():
    [fault] = faults_of(changed("to: csp-board", "to: csp-bord"))
    assert "csp-board" in fault.advice


def test_reporting_in_a_ring_is_refused():
    board = next(body for body in STRATEGY.bodies if body.id == "csp-board")
    ringed = replace(board, lines=(Line("prevent-board", "reports"),))
    bodies = tuple(ringed if body is board else body for body in STRATEGY.bodies)
    [fault] = faults_of(write_strategy(replace(STRATEGY, bodies=bodies)))
    assert fault.kind == "cycle"
    assert "csp-board → prevent-board → csp-board" in fault.what


def test_a_body_that_reports_to_itself_is_a_ring():
    alone = Body("alone", {"en": "Alone"}, "tactical", lines=(Line("alone", "reports"),))
    text = write_strategy(replace(STRATEGY, bodies=(*STRATEGY.bodies, alone)))
    assert [fault.kind for fault in faults_of(text)] == ["cycle"]


def test_an_ambiguous_outcome_needs_its_reason_and_companion():
    text = re.sub(r"(?m)^ +companion: .*graded.*\n", "", TEXT)
    [fault] = faults_of(text)
    assert (fault.kind, fault.path) == ("rule", "priorities/3/outcomes/O3.2/ambiguous")


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", "holds no keys"),
        ("- a\n- b\n", "holds no keys"),
        ("a: [1, 2\n", "not readable as YAML"),
        ("a: 1\nb: {c: 1\n", "not readable as YAML"),
        ("a: !!python/object:os.system {}\n", "not readable as YAML"),
        ("a: &x 1\nb: *x\n", "alias"),
        ("a: " + "[" * 5_000 + "]" * 5_000, "nested"),
        ("a: 1\n--- \nb: 2\n", "not readable as YAML"),
        ("a: \x00\n", "not readable as YAML"),
        ("x" * 2_100_000, "too large"),
    ],
)
def test_what_is_no_yaml_of_ours_is_refused(text, what):
    [fault] = faults_of(text)
    assert fault.kind == "yaml" and what in fault.what


def test_a_key_that_stands_twice_is_named():
    [fault] = faults_of(changed("tier: unitary", "tier: unitary\ntier: district"))
    assert (fault.kind, fault.path) == ("duplicate", "tier")
    assert fault.line == line_of(TEXT, "tier: unitary") + 1


def test_numbers_of_key_actions_need_no_quotes():
    """Any other reader of YAML would take 2.10 for 2.1, so we write the quotes all the same."""
    text = changed("id: '2.10'", "id: 2.10")
    assert read_strategy(text) == STRATEGY
    assert "id: '2.10'" in write_strategy(read_strategy(text))


def test_files_that_cannot_be_read(tmp_path):
    latin = tmp_path / "latin.yaml"
    latin.write_bytes("title: Café".encode("latin-1"))
    for path, words in ((latin, "UTF-8"), (tmp_path / "none.yaml", "no such file")):
        with pytest.raises(StrategyFaulty, match=words):
            read_strategy(path)
    with_mark = tmp_path / "mark.yaml"
    with_mark.write_bytes(b"\xef\xbb\xbf" + TEXT.encode())
    assert read_strategy(with_mark) == STRATEGY


WORDS = st.fixed_dictionaries(
    {"en": st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=60)},
    optional={"cy": st.just("Cymraeg: “ie”, {na}")},
).filter(lambda words: words["en"].strip())


@settings(max_examples=20, deadline=None)
@given(
    titles=st.lists(WORDS, min_size=1, max_size=4),
    about=st.none() | WORDS,
    names=st.lists(st.sampled_from(["police", "prevent-board", "council/housing"]), max_size=3),
)
def test_what_is_written_is_read_back_and_written_the_same(titles, about, names):
    actions = tuple(
        KeyAction(f"1.{at}", "deliver", title, about, tuple(names))
        for at, title in enumerate(titles, start=11)
    )
    first, *rest = STRATEGY.priorities
    first = replace(first, actions=(*first.actions, *actions))
    strategy = replace(STRATEGY, priorities=(first, *rest))
    text = write_strategy(strategy)
    again = read_strategy(text)
    assert again == strategy
    assert write_strategy(again) == text


class TestLoading:
    def test_an_unknown_name_lists_what_there_is(self):
        with pytest.raises(UnknownName) as refused:
            load_strategy("../../etc/passwd")
        assert "demonstration" in refused.value.advice and STOKE in refused.value.advice

    def test_a_fork_says_its_version_and_stands_before_the_shipped(self, tmp_path):
        path = fork_strategy(STOKE, tmp_path)
        own = path.read_text(encoding="utf-8")
        path.write_text(own.replace("Less serious violence", "Far less"), encoding="utf-8")
        assert fork_strategy(STOKE, tmp_path) == path  # what is there stays
        found = open_strategy(STOKE, tmp_path)
        assert (found.is_own, found.strategy.forked_from, found.notes) == (True, 1, ())
        assert found.strategy.name("O2.1") == "Far less"
        assert not open_strategy(STOKE).is_own

    @pytest.mark.parametrize("line", ["", "forked_from: 9\n"])
    def test_a_copy_must_say_what_it_was_made_from(self, tmp_path, line):
        path = fork_strategy(STOKE, tmp_path)
        text = path.read_text(encoding="utf-8").replace("forked_from: 1\n", line)
        path.write_text(text, encoding="utf-8")
        with pytest.raises(StrategyFaulty, match="forked_from"):
            load_strategy(STOKE, tmp_path)

    def test_a_strategy_of_ones_own_needs_no_fork(self, tmp_path):
        folder = tmp_path / "strategies"
        folder.mkdir()
        (folder / "ours.yaml").write_text(TEXT, encoding="utf-8")
        assert list_strategies(tmp_path) == ["demonstration", "ours", STOKE]
        assert open_strategy("ours", tmp_path).is_own
