"""The command about strategies: what one holds, what differs between two, a copy to keep."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from safercity.cli.terminal import (
    JsonOption,
    WorkspaceOption,
    find_workspace,
    outer_workspace,
    print_json,
    print_table,
    say,
)

if TYPE_CHECKING:
    from safercity.documents.strategy import Strategy, StrategyFile
    from safercity.evidence.workspace import Workspace

SHIPPED_FIRST, MADE_UP = "stoke-on-trent-2024-27", "demonstration"
THE_SHIPPED = "shipped"


def strategy(
    name: Annotated[
        str | None,
        typer.Argument(help="A strategy's name, or its YAML file (default: the workspace's own)."),
    ] = None,
    compare: Annotated[
        str | None,
        typer.Option(help='An older one to compare with: a name, a file, or "shipped".'),
    ] = None,
    adopt: Annotated[
        bool, typer.Option("--adopt", help="Put a copy into the workspace, to make it your own.")
    ] = False,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """A strategy: what it holds. Or what differs between two, in words."""
    if adopt:
        opened = find_workspace(workspace)
        keep_copy(name or choose_name(opened), opened)
        return
    here = find_workspace_if_any(workspace)
    found = open_named(name or choose_name(here), here)
    if compare is not None:
        older = open_named(compare, here, like=found.name)
        show_comparison(older.strategy, found.strategy, as_json=as_json)
        return
    for note in found.notes:
        say(note)
    if as_json:
        print_json(describe_strategy(found))
    else:
        show_strategy(found.strategy)


def find_workspace_if_any(given: Path | None) -> Workspace | None:
    """The workspace that was named or that is here; shipped strategies can be read without one."""
    if given or outer_workspace.get() or Path("workspace.json").is_file():
        return find_workspace(given)
    return None


def choose_name(workspace: Workspace | None) -> str:
    """The strategy meant where none is named. Errors: `WrongOption` where there are several."""
    from safercity.cli.endings import WrongOption

    own = list_own(workspace)
    if len(own) > 1:
        raise WrongOption(
            f"This workspace holds {len(own)} strategies.", advice=f"Name one: {', '.join(own)}."
        )
    if own:
        return own[0]
    return MADE_UP if workspace and workspace.settings.partnership.made_up else SHIPPED_FIRST


def list_own(workspace: Workspace | None) -> list[str]:
    """Names of the strategies that lie in the workspace's own content folder."""
    folder = workspace.content / "strategies" if workspace else None
    return sorted(path.stem for path in folder.glob("*.yaml")) if folder else []


def open_named(name: str, workspace: Workspace | None, *, like: str = "") -> StrategyFile:
    """A strategy by name or path; "shipped" is the shipped one of the name `like`."""
    from safercity.documents.strategy import open_strategy, open_strategy_file

    content = workspace.content if workspace else None
    if like and name == THE_SHIPPED:
        return open_strategy(like)
    if Path(name).suffix in (".yaml", ".yml"):
        return open_strategy_file(Path(name), content)
    return open_strategy(name, content)


def describe_strategy(found: StrategyFile) -> dict:
    """A strategy as `--json` prints it: counts, and all that it holds."""
    from pydantic import TypeAdapter

    from safercity.documents.strategy import Strategy, count_strategy

    content = TypeAdapter(Strategy).dump_python(found.strategy, mode="json", exclude_defaults=True)
    return {
        "name": found.name,
        "version": found.strategy.version,
        "own": found.is_own,
        "notes": list(found.notes),
        "counts": count_strategy(found.strategy),
        "content": content,
    }


def show_strategy(told: Strategy) -> None:
    """Counts, priorities, key actions and outcomes as tables."""
    from safercity.documents.strategy import count_strategy
    from safercity.documents.strategy.words import DIRECTIONS, LABELS

    typer.echo(f"{told.title['en']}, version {told.version}. {told.vision.words['en']}.")
    counted = [(key.replace("_", " "), count) for key, count in count_strategy(told).items()]
    print_table(("Holds", "How many"), counted)
    rows = [(each.id, each.title["en"], _say_leads(each, told)) for each in told.priorities]
    rows += [(e.id, e.title["en"], told.name(e.accountable)) for e in told.supporting]
    print_table(("No.", "Priority", "Leads or answers for it"), rows)
    actions = [(each.id, each.kind, each.title["en"]) for each in told.actions]
    print_table(("No.", "Kind", "Key action"), actions)
    outcomes = [
        (
            each.id,
            each.title["en"],
            LABELS[each.scope],
            DIRECTIONS[each.direction] + (" (ambiguous)" if each.ambiguous else ""),
        )
        for each in told.outcomes
    ]
    print_table(("No.", "Outcome", "Where", "Direction"), outcomes)
    say("All else that it holds: --json. In a workspace, as a paper: safercity report strategy.")


def _say_leads(priority, told: Strategy) -> str:
    return "; ".join(told.name(lead.organisation) for lead in priority.lead)


def show_comparison(old: Strategy, new: Strategy, *, as_json: bool) -> None:
    """What differs, a sentence each; as JSON with message id, values and both texts."""
    from dataclasses import asdict

    from safercity.documents.strategy import compare_strategies

    compared = compare_strategies(old, new)
    if not as_json:
        say(f"From {compared.old} to {compared.new}:")
        for sentence in compared.sentences:
            typer.echo(sentence)
        return
    changes = [
        {**asdict(change), "message": change.statement.id, "text": change.sentence}
        for change in compared.changes
    ]
    told = {"old": compared.old, "new": compared.new, "counts": compared.count()}
    print_json({**told, "changes": changes})


def refuse_misfit(strategy: Strategy, *, made_up: bool, where: str) -> None:
    """Nothing made up stands under a real agency's name, and nothing real in a demonstration.

    Errors: `WrongOption`.
    """
    from safercity.cli.endings import WrongOption

    if strategy.made_up and not made_up:
        raise WrongOption(
            f"The strategy {strategy.id} is made up, and {where} is a real partnership's workspace:"
            " its invented agencies would stand there as if they were yours.",
            advice=f"Take one that is real, such as {SHIPPED_FIRST}, or see the made-up one in the"
            " made-up city: safercity demo.",
        )
    if made_up and not strategy.made_up:
        raise WrongOption(
            f"The strategy {strategy.id} is real, and {where} is the workspace of a made-up city:"
            " real agencies would stand there beside invented figures.",
            advice=f"Take the made-up one, {MADE_UP}, or make a workspace of your own:"
            " safercity init.",
        )


def keep_copy(name: str, workspace: Workspace) -> None:
    """Fork a shipped strategy into the workspace; say so, and where it is for another area.

    Errors: `UnknownName`; `WrongOption` for a made-up one in a real workspace, or the reverse.
    """
    from safercity.documents.strategy import fork_strategy, load_strategy

    if name in list_own(workspace):
        say(f"{name} is this workspace's own already.")
        return
    strategy = load_strategy(name)
    partnership = workspace.settings.partnership
    refuse_misfit(strategy, made_up=partnership.made_up, where=str(workspace.root))
    path = fork_strategy(name, workspace.content)
    say(f"The strategy {name} is in {path}; it says which version it was made from.")
    theirs, ours = strategy.areas, partnership.areas
    if theirs and set(theirs) != set(ours):
        say(f"It was written for {', '.join(theirs)}; this workspace is for {', '.join(ours)}.")


COMMANDS = {"strategy": strategy}
