"""The `safercity` command: parse, call, print, exit code. What is heavy is imported when used."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from safercity import __version__
from safercity.cli import (
    answers,
    asking,
    closer,
    findings,
    keeping,
    questions,
    records,
    setting_up,
    strategies,
    terminal,
)

INTERRUPTED = 130

app = typer.Typer(
    help="Find where, when and for whom harm concentrates, from agencies' own records.",
    no_args_is_help=True,
    rich_markup_mode=None,  # rich's help doubles the time of --help
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def say_version(asked: bool) -> None:
    """Print the version and end, where `--version` was given."""
    if asked:
        typer.echo(f"safercity {__version__}")
        raise typer.Exit


@app.callback()
def choose(
    workspace: terminal.WorkspaceOption = None,
    version: Annotated[
        bool, typer.Option("--version", is_eager=True, callback=say_version, help="The version.")
    ] = False,
) -> None:
    """Find where, when and for whom harm concentrates, from agencies' own records."""
    terminal.outer_workspace.set(workspace)


for _room in (
    setting_up,
    records,
    closer,
    findings,
    questions,
    answers,
    asking,
    strategies,
    keeping,
):
    for _name, _command in _room.COMMANDS.items():
        app.command(_name)(_command)
for _name, _group in keeping.GROUPS.items():
    app.add_typer(_group, name=_name)


def main() -> None:
    """Run the command; our own errors end with a sentence, advice and their exit code."""
    terminal.soften_consoles()
    try:
        app()
    except SystemExit as end:
        if end.code == INTERRUPTED:  # what typer makes of Ctrl-C, without a word
            typer.echo("Stopped. Nothing half-done was kept.", err=True)
        raise
    except Exception as error:
        from safercity.cli.endings import FAULT, describe_trouble, show_error
        from safercity.evidence.errors import SaferCityError

        told = describe_trouble(error) if isinstance(error, OSError) else error
        if not isinstance(told, SaferCityError):
            error.add_note(FAULT)
            raise
        show_error(told)
        sys.exit(told.exit_code)


if __name__ == "__main__":
    main()
