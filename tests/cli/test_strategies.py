"""`safercity strategy`, and where `init` and `report` know strategies."""

from __future__ import annotations

import json

import pytest

from safercity.cli.papers import build_paper
from safercity.documents.strategy import load_strategy, write_strategy
from safercity.evidence.workspace import create_workspace, open_workspace

STOKE = "stoke-on-trent-2024-27"
COUNTED = {
    "strategic_priorities": 4,
    "supporting_priorities": 6,
    "key_actions": 37,
    "outcomes": 18,
    "linked_strategies": 11,
    "risk_groups": 6,
    "board_organisation_kinds": 8,
}


@pytest.fixture
def room(tmp_path):
    return create_workspace(tmp_path / "room", name="Room", areas=("E06999901",)).root


@pytest.fixture(autouse=True)
def nowhere(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize("name", [[], [STOKE], ["demonstration"]])
def test_the_counts_need_no_workspace(command, name):
    told = json.loads(command("strategy", *name, "--json").out)
    assert {key: told["counts"][key] for key in COUNTED} == COUNTED
    assert len(told["content"]["priorities"]) == 4
    assert told["content"]["approvals"][0]["day"].startswith("2023-1")


def test_it_shows_actions_and_outcomes(command):
    out = command("strategy").out
    assert "2.10\tcommission" in out
    assert "O4.1\tFewer hate crimes recorded\tcity-wide\tdown (ambiguous)" in out


def test_an_unknown_name_lists_what_there_is(command):
    ended = command("strategy", "nosuch")
    assert ended.code == 16 and STOKE in ended.err and "demonstration" in ended.err


def test_a_faulty_file_is_told_whole(command, tmp_path):
    (tmp_path / "own.yaml").write_text("format: 1\nversion: none\n", encoding="utf-8")
    ended = command("strategy", "own.yaml")
    assert ended.code == 71 and "line 2, version" in ended.err and "vision" in ended.err
    assert command("strategy", "missing.yaml").code == 71


def test_two_are_compared_in_words(command):
    told = json.loads(command("strategy", "demonstration", "--compare", STOKE, "--json").out)
    first = told["changes"][0]
    assert (first["kind"], first["message"]) == ("reworded", "strategy.reworded")
    assert first["before"] in first["text"] and first["after"] in first["text"]
    assert "Nothing differs" in command("strategy", STOKE, "--compare", "shipped").out


def test_adopting_makes_it_the_workspaces_own(command, room):
    before = command("-w", room, "report", "strategy", "--out", room / "paper.html")
    assert before.code == 16 and "--adopt" in before.err
    assert command("-w", room, "strategy", "--adopt").code == 0
    assert "own already" in command("-w", room, "strategy", "--adopt").err
    path = room / "content" / "strategies" / f"{STOKE}.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("Less serious violence", "Far less"), encoding="utf-8")
    assert "“Far less”" in command("-w", room, "strategy", "--compare", "shipped").out
    assert json.loads(command("-w", room, "strategy", "--json").out)["own"]
    ended = command("-w", room, "report", "strategy", "--out", room / "paper.html")
    assert ended.code == 0
    assert "Far less" in (room / "paper.html").read_text(encoding="utf-8")


def test_a_made_up_strategy_is_kept_out_of_a_real_workspace_and_the_reverse(command, room):
    refused = command("-w", room, "strategy", "demonstration", "--adopt")
    assert refused.code == 2 and str(room) in refused.err and "safercity demo" in refused.err
    assert not (room / "content" / "strategies").exists()
    city = create_workspace(room.parent / "city", name="A", areas=("E06999901",), made_up=True)
    refused = command("-w", city.root, "strategy", STOKE, "--adopt")
    assert refused.code == 2 and "real agencies" in refused.err
    told = write_strategy(load_strategy("demonstration"))
    copied = told.replace("\nversion: 1\n", "\nversion: 1\nforked_from: 1\n")
    (room / "content" / "strategies").mkdir(parents=True)
    (room / "content" / "strategies" / "demonstration.yaml").write_text(copied, encoding="utf-8")
    ended = command("-w", room, "report", "strategy", "--out", room / "paper.html")
    assert ended.code == 2 and not (room / "paper.html").exists(), "put there by hand"


def test_several_of_its_own_must_be_named(command, room):
    command("-w", room, "strategy", STOKE, "--adopt")
    own = room / "content" / "strategies"
    text = (own / f"{STOKE}.yaml").read_text(encoding="utf-8")
    (own / "next.yaml").write_text(text.replace(f"id: {STOKE}", "id: next", 1), encoding="utf-8")
    ended = command("-w", room, "strategy")
    assert ended.code == 2 and STOKE in ended.err
    assert command("-w", room, "strategy", STOKE).code == 0


def test_a_made_up_workspace_has_the_made_up_one(tmp_path, command):
    root = tmp_path / "made-up"
    create_workspace(root, name="Ambersley", areas=("E06999901",), made_up=True)
    assert "made up" in command("-w", root, "strategy").out
    document, made_from = build_paper(open_workspace(root), "strategy")
    assert "Made up" in document.notice and made_from == "demonstration, version 1"


def test_init_puts_the_strategy_into_the_new_workspace(command, given, tmp_path):
    boundaries, lookups, area = given
    about = ["--area", area, "--boundaries", boundaries, "--lookups", lookups]
    refused = command("init", tmp_path / "no", *about, "--strategy", "nosuch")
    assert refused.code == 16 and not (tmp_path / "no").exists()
    refused = command("init", tmp_path / "no", *about, "--strategy", "demonstration")
    assert refused.code == 2 and not (tmp_path / "no").exists()
    ended = command("init", tmp_path / "ours", *about, "--strategy", STOKE)
    assert ended.code == 0 and "written for E06000021" in ended.err
    own = (tmp_path / "ours" / "content" / "strategies" / f"{STOKE}.yaml").read_text("utf-8")
    assert "\nforked_from: 1\n" in own
