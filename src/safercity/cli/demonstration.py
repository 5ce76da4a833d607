"""`safercity demo`: a made-up city, from its agencies' messy extracts to a served edition."""

from __future__ import annotations

import json
import shutil
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from safercity import __version__
from safercity.cli.terminal import progress_run, say
from safercity.evidence.assess import make_edition, open_current
from safercity.evidence.assess.setting_up import InitRequest, set_up_workspace
from safercity.evidence.extracts.ledger import read_ledger
from safercity.evidence.runs import Run
from safercity.evidence.simulate import make_city
from safercity.evidence.store.load import LoadRequest, load_extracts
from safercity.evidence.workspace import Workspace, open_workspace
from safercity.partnership import name_agreements


@dataclass(frozen=True)
class Demonstration:
    """A made demonstration: its workspace and its edition's digest."""

    workspace: Workspace
    edition: str


def make_demonstration(folder: Path, *, seed: int) -> Demonstration:
    """Make the city, load it and compute an edition; a finished one of the same seed is kept."""
    done = folder / "demo.json"
    wanted = {"seed": seed, "version": __version__}
    if done.is_file() and json.loads(done.read_text("utf-8")) == wanted:
        workspace = open_workspace(folder / "workspace")
        say(f"The demonstration in {folder} is ready; remove the folder to make it anew.")
        return Demonstration(workspace, open_current(workspace).digest)
    for part in ("city", "workspace"):
        shutil.rmtree(folder / part, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    with progress_run() as run:
        workspace = _make(folder, seed=seed, run=run)
    edition = open_current(workspace)
    for line in edition.manifest["statement"]:
        say(line["text"])
    done.write_text(json.dumps(wanted) + "\n", "utf-8")
    return Demonstration(workspace, edition.digest)


def _make(folder: Path, *, seed: int, run: Run) -> Workspace:
    city = folder / "city"
    say("1 of 4  Making the city: every figure in it is made up")
    report = make_city(city, seed=seed, run=run)
    say(f"        {report.rows:,} rows in {len(report.extracts)} files of eight invented agencies")
    say("2 of 4  Choosing boundaries and lookups")
    request = InitRequest(
        folder / "workspace",
        (report.area_code,),
        report.name,
        city / "boundaries",
        city / "lookups",
        made_up=True,
    )
    workspace, _choice = set_up_workspace(request)
    say("3 of 4  Loading the extracts")
    agreed = name_agreements()
    for source, paths in sorted(report.by_source().items()):
        loading = LoadRequest(
            source, tuple(paths), received=date.today(), agreement=agreed.get(source, "")
        )
        for file in load_extracts(workspace, loading, run=run):
            if file.error:
                raise file.error
    _say_ledger(workspace)
    say("4 of 4  Computing the edition")
    make_edition(workspace, run=run, made_at=datetime.now().isoformat("T", "seconds"))
    return workspace


def _say_ledger(workspace: Workspace) -> None:
    with workspace.reading() as catalogue:
        total = read_ledger(catalogue).total()
    parts = ", ".join(f"{total[name]:,} {name}" for name in list(total)[1:])
    say(f"        {total['rows']:,} rows: {parts}")
