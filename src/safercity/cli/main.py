"""The `safercity` command: parse, call, print, exit code. What is heavy is imported when used."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from safercity.cli import closer, findings, records, setting_up, terminal

INTERRUPTED = 130

app = typer.Typer(
    help="Find where, when and for whom harm concentrates, from agencies' own records.",
    no_args_is_help=True,
    rich_markup_mode=None,  # rich's help doubles the time of --help
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


@app.callback()
def choose(
    workspace: Annotated[
        Path | None,
        typer.Option("--workspace", "-w", help="The workspace's folder (default: this one)."),
    ] = None,
) -> None:
    """Find where, when and for whom harm concentrates, from agencies' own records."""
    terminal.outer_workspace.set(workspace)


for _room in (setting_up, records, closer, findings):
    for _name, _command in _room.COMMANDS.items():
        app.command(_name)(_command)


def main() -> None:
    """Run the command; our own errors end with a sentence, advice and their exit code."""
    try:
        app()
    except SystemExit as end:
        if end.code == INTERRUPTED:  # what typer makes of Ctrl-C, without a word
            typer.echo("Stopped. Nothing half-done was kept.", err=True)
        raise
    except Exception as error:
        from safercity.evidence.errors import SaferCityError

        if not isinstance(error, SaferCityError):
            raise
        show_error(error)
        sys.exit(error.exit_code)


def show_error(error: Exception) -> None:
    """The sentence and what to do, on standard error."""
    typer.echo(f"Error: {error}", err=True)
    advice = getattr(error, "advice", "")
    if advice:
        typer.echo(advice, err=True)


if __name__ == "__main__":
    main()
