"""Commands that set up: init, simulate, demo."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from safercity.cli.terminal import (
    JsonOption,
    PortOption,
    print_json,
    print_table,
    progress_run,
    say,
)

SeedOption = Annotated[int, typer.Option(help="The city's seed: the same seed, the same bytes.")]
DEMO_SEED = 2024


def init(
    folder: Annotated[Path, typer.Argument(help="The new workspace's folder.")],
    area: Annotated[
        list[str], typer.Option(help="Local authority or CSP code; may be given several times.")
    ],
    boundaries: Annotated[Path, typer.Option(help="Folder with boundary files.")],
    lookups: Annotated[Path, typer.Option(help="Folder with lookup tables.")],
    name: Annotated[str, typer.Option(help="The partnership's name (default: the area's).")] = "",
    population: Annotated[
        Path | None, typer.Option(help="Folder with residents by small area (recommended).")
    ] = None,
    strategy: Annotated[
        str | None,
        typer.Option(help="A shipped strategy to begin from, copied into the workspace."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Make a workspace. Boundaries and lookups are chosen, copied, and the choice written down."""
    from safercity.cli.strategies import keep_copy, refuse_misfit
    from safercity.documents.strategy import load_strategy
    from safercity.evidence.assess.setting_up import InitRequest, set_up_workspace

    areas = tuple(code for one in area for code in one.replace(",", " ").split())
    request = InitRequest(folder, areas, name, boundaries, lookups, population)
    if strategy is not None:
        # An unknown name, or a made-up strategy, is refused before anything is made.
        refuse_misfit(load_strategy(strategy), made_up=request.made_up, where=str(folder))
    workspace, choice = set_up_workspace(request)
    if strategy is not None:
        keep_copy(strategy, workspace)
    if as_json:
        print_json({"workspace": str(workspace.root), "choice": choice})
        return
    say(f"{workspace.settings.partnership.name}: workspace made in {folder}.")
    chosen = [(one["what"], one["file"], one["count"] or None) for one in choice["chosen"]]
    print_table(("Chosen", "From", "Areas"), chosen)
    for note in choice["notes"]:
        say(f"- {note}")
    if "residents" not in [one["what"] for one in choice["chosen"]]:
        say("  For rates by people, make it again with --population DIR (residents by LSOA).")
    say(f"Why these, and what was passed over: {workspace.geography / 'choice.json'}")
    say(f"Next: cd {folder}, then safercity load SOURCE PATH, such as police-uk and a download.")


def simulate(
    folder: Annotated[Path, typer.Argument(help="Where the city is written.")],
    seed: SeedOption = DEMO_SEED,
    as_json: JsonOption = False,
) -> None:
    """Make a made-up city. Its extracts, boundaries and truth.json go into FOLDER."""
    from safercity.evidence.simulate import make_city

    with progress_run() as run:
        report = make_city(folder, seed=seed, run=run)
    if as_json:
        print_json({"folder": str(folder), "seed": seed, "rows": report.rows})
    else:
        say(
            f"A made-up city of {report.rows:,} rows is in {folder}: extracts, boundaries, lookups."
        )
        say(f"What was planted in it, and where: {folder / 'truth.json'}")


def demo(
    folder: Annotated[Path, typer.Option("--dir", help="Where the demonstration is kept.")] = Path(
        "demo-city"
    ),
    seed: SeedOption = DEMO_SEED,
    serve: Annotated[bool, typer.Option(help="Serve the pages when all is made.")] = True,
    port: PortOption = 8000,
    as_json: JsonOption = False,
) -> None:
    """See it all at work. Makes a city, loads it, computes an edition and serves it."""
    from safercity.cli.demonstration import make_demonstration

    made = make_demonstration(folder, seed=seed)
    if as_json:
        print_json({"workspace": str(made.workspace.root), "edition": made.edition})
    if serve:
        from safercity.cli.findings import serve_workspace
        from safercity.partnership import demonstrate

        _say_accounts(demonstrate(made.workspace.root))
        serve_workspace(made.workspace, port=port)


def _say_accounts(accounts) -> None:
    say("Sign in as any of these; everyone has the same password, drawn for this demonstration:")
    for account in accounts:
        say(f"  {account.email:<38} {account.role:<25} {account.post}")
    if accounts:
        say(f"  password: {accounts[0].password}")


COMMANDS = {"init": init, "simulate": simulate, "demo": demo}
