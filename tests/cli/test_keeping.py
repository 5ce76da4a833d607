"""safercity account, audit seal and audit verify: from an empty workspace, in real processes."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.trust.town import Ended, run_command

SEVERAL = Path(__file__).with_name("several.py")
EMAIL = "boss@example.org"
pytestmark = pytest.mark.filterwarnings("default")


def run_several(folder, *commands):
    """How each command ended, one after another in one process."""
    asked = [["-w", str(folder), *words] for words in commands]
    ended = subprocess.run(
        [sys.executable, str(SEVERAL)], input=json.dumps(asked), capture_output=True,
        text=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stderr
    return [Ended(*told) for told in json.loads(ended.stdout)]


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    from safercity.evidence.workspace.folder import create_workspace

    folder = tmp_path_factory.mktemp("empty") / "city"
    create_workspace(folder, name="Brackenford", areas=("E00000001",))
    return folder


@pytest.fixture(scope="module")
def prepared(empty, tmp_path_factory):
    """The empty workspace once its site has a database, which takes most of the time to make."""
    folder = tmp_path_factory.mktemp("prepared") / "city"
    shutil.copytree(empty, folder)
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("DATABASE_URL", raising=False)
        assert run_command("-w", folder, "account", "--list").code == 0
    return folder


@pytest.fixture
def workspace(prepared, tmp_path):
    shutil.copytree(prepared, tmp_path / "city")
    return tmp_path / "city"


@pytest.fixture
def run(workspace, monkeypatch):
    """`run("account", …)` ends as it ends; its output."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return lambda *words: run_command("-w", workspace, *words)


@pytest.fixture
def several(workspace, monkeypatch):
    """`several(["account", …], …)`: how each ended, in one process."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return lambda *commands: run_several(workspace, *commands)


def test_the_first_administrator_comes_from_the_command_line(empty, tmp_path, monkeypatch):
    """In a workspace whose site was never started."""
    monkeypatch.delenv("DATABASE_URL", raising=False)
    shutil.copytree(empty, tmp_path / "new")
    named = ("--name", "Robin Boss", "--agency", "Brackenford Council")
    made = run_command("-w", tmp_path / "new", "account", EMAIL, *named)
    assert made.code == 0
    listing, again, relisting = run_several(
        tmp_path / "new",
        ["account", "--list", "--json"],
        ["account", EMAIL, "--agency", "brackenford-council"],
        ["account", "--list", "--json"],
    )
    link = made.out.strip().splitlines()[-1]
    assert re.fullmatch(r"http://localhost:8000/invitation/[\w-]{43}/", link)
    assert json.loads(listing.out)["accounts"] == [
        {
            "email": EMAIL,
            "name": "Robin Boss",
            "state": "invited",
            "posts": ["Administrator, Brackenford Council"],
        }
    ]
    assert again.out.strip().splitlines()[-1] != link, "a new link, the old one ends"
    assert len(json.loads(relisting.out)["accounts"]) == 1


def test_the_link_names_the_address_of_the_settings(run, workspace):
    settings = workspace / "safercity.toml"
    settings.write_text(settings.read_text() + '\n[site]\naddress = "https://safer.example.org"\n')
    made = run("account", EMAIL, "--agency", "Council", "--json")
    assert json.loads(made.out)["link"].startswith("https://safer.example.org/invitation/")


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["account"], 2, "Whose account?"),
        (["account", EMAIL], 16, "No agency"),
        (["account", EMAIL, "--agency", "Council", "--role", "king"], 16, "no role 'king'"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(several, words, code, said):
    ended, listing = several(words, ["account", "--list", "--json"])
    assert ended.code == code and said in ended.err
    assert json.loads(listing.out)["accounts"] == []


def test_tampering_ends_with_its_own_code(run, several, workspace):
    assert run("account", EMAIL, "--agency", "Council").code == 0
    database = sqlite3.connect(workspace / "site" / "site.sqlite3")
    with database:  # as if it were an hour ago: young acts wait
        database.execute("UPDATE audit_act SET at = datetime(at, '-1 hour')")
    sealed, sound, listed = several(
        ["audit", "seal", "--json"], ["audit", "verify"], ["audit", "verify", "--json"]
    )
    told = json.loads(sealed.out)
    assert told.keys() == {"bound", "anchor"} and told["bound"] >= 3
    assert sound.code == 0
    assert json.loads(listed.out) == {"faults": []}
    with database:
        database.execute("UPDATE audit_act SET verb = 'harmless' WHERE verb = 'invited'")
    database.close()
    broken = run("audit", "verify")
    assert broken.code == 63
    assert "Seal 1" in broken.out + broken.err and "does not hold" in broken.err


def test_a_site_is_checked_before_others_reach_it(run, several, workspace, monkeypatch):
    monkeypatch.delenv("SAFERCITY_HOSTS", raising=False)
    alone, at_once = several(["check"], ["check", "--json"])
    assert alone.code == 93 and "SAFERCITY_HOSTS" in alone.err
    told = json.loads(at_once.out)["error"]  # every fault in one answer
    assert told["exit_code"] == at_once.code == 93 and "this computer alone" in told["message"]
    monkeypatch.setenv("SAFERCITY_HOSTS", "safer.example.org")
    workspace.chmod(0o700)
    served = run("check")
    assert served.code == 0 and "ready for others" in served.err
    assert "site.trusted_proxies" in served.err and "mail.server" in served.err
    told = workspace / "safercity.toml"
    more = '\n[site]\ntrusted_proxies = 1\n\n[mail]\nserver = "smtp.example.org:587"\n'
    told.write_text(told.read_text("utf-8") + more, encoding="utf-8")
    assert json.loads(run("check", "--json").out) == {"findings": []}
