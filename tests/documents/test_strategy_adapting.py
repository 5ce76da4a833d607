"""A strategy that maps names over another: what it may say, what it is refused for."""

from __future__ import annotations

import pytest

from safercity.documents.strategy import (
    StrategyFaulty,
    fork_strategy,
    load_strategy,
    open_strategy,
    open_strategy_file,
    read_strategy,
    write_strategy,
)

STOKE = "stoke-on-trent-2024-27"
HEAD = f"format: 1\nversion: 1\nid: ours\nadapts: {STOKE}\nadapts_version: 1\n"


def write(tmp_path, rest="", head=HEAD):
    folder = tmp_path / "strategies"
    folder.mkdir(exist_ok=True)
    path = folder / "ours.yaml"
    path.write_text(head + rest, encoding="utf-8")
    return path


def faults(tmp_path, rest, head=HEAD):
    write(tmp_path, rest, head)
    with pytest.raises(StrategyFaulty) as refused:
        load_strategy("ours", tmp_path)
    return refused.value.faults


def test_names_are_replaced_the_longest_first_and_once(tmp_path):
    write(
        tmp_path,
        "rename:\n  Staffordshire: Stoke-on-Trent\n  Staffordshire Police: Our Police\n"
        "  Stoke-on-Trent: Elsewhere\nset:\n  O2.1: {direction: count}\n",
    )
    ours = load_strategy("ours", tmp_path)
    assert ours.name("police") == "Our Police"
    assert ours.name("fire") == "Stoke-on-Trent Fire and Rescue Service"
    assert ours.by_id["O2.1"].direction == "count"
    assert (ours.id, ours.adapted_from) == ("ours", STOKE)


def test_what_was_adapted_and_written_whole_reads_back_from_a_file(tmp_path):
    write(tmp_path)
    ours = load_strategy("ours", tmp_path)
    path = tmp_path / "whole.yaml"
    path.write_text(write_strategy(ours), encoding="utf-8")
    assert open_strategy_file(path).strategy == ours


def test_a_name_that_slips_through_is_refused(tmp_path):
    found = faults(tmp_path, "rename: {Stoke-on-Trent: Here}\nnever: [staffordshire]\n")
    assert {fault.kind for fault in found} == {"rule"} and len(found) > 5


@pytest.mark.parametrize(
    ("rest", "kind"),
    [
        ("set:\n  nobody: {title: {en: x}}\n", "unknown_reference"),
        ("set:\n  O2.1: {direction: sideways}\n", "wrong_value"),
        ("set:\n  O2.1: {colour: red}\n", "unknown_key"),
        ("whole: {board: nobody}\n", "unknown_reference"),
        ("renames: {a: b}\n", "unknown_key"),
    ],
)
def test_faults_of_an_adaptation(tmp_path, rest, kind):
    [fault] = faults(tmp_path, rest)
    assert (fault.kind, fault.line) == (kind, 7 if rest.startswith("set") else 6)


def test_a_later_version_than_there_is_and_an_earlier_one(tmp_path):
    late = HEAD.replace("adapts_version: 1", "adapts_version: 2")
    [fault] = faults(tmp_path, "", late)
    assert (fault.path, fault.line) == ("adapts_version", 5)
    newer = fork_strategy(STOKE, tmp_path)
    text = newer.read_text(encoding="utf-8").replace("version: 1", "version: 2", 1)
    newer.write_text(text, encoding="utf-8")
    write(tmp_path)
    assert "now at version 2" in open_strategy("ours", tmp_path).notes[0]


def test_adapting_in_a_ring_is_refused(tmp_path):
    path = write(tmp_path, head=HEAD.replace(f"adapts: {STOKE}", "adapts: theirs"))
    theirs = path.read_text(encoding="utf-8").replace("adapts: theirs", "adapts: ours")
    path.with_name("theirs.yaml").write_text(theirs, encoding="utf-8")
    with pytest.raises(StrategyFaulty) as refused:
        load_strategy("ours", tmp_path)
    [fault] = refused.value.faults
    assert fault.kind == "cycle" and "ours → theirs → ours" in fault.what


def test_a_name_nobody_says_is_noted(tmp_path):
    write(tmp_path, "rename: {Atlantis: Here}\n")
    assert "Atlantis" in open_strategy("ours", tmp_path).notes[0]


def test_without_its_base_it_is_not_read(tmp_path):
    with pytest.raises(StrategyFaulty, match="maps names over another"):
        read_strategy(write(tmp_path))
