"""How a command ends badly: a sentence, what to do, an exit code; as JSON where JSON was asked."""

from __future__ import annotations

import errno
import sys

import typer

from safercity.cli.terminal import print_json
from safercity.evidence.errors import SaferCityError

FAULT = (
    "This is a fault of Safer City, not yours, and nothing half-done was kept. "
    "Please report it with the lines above."
)


class WrongOption(SaferCityError):
    """Something on the command is not what it asks for."""

    exit_code = 2


class FileTrouble(SaferCityError):
    """A file or folder named on the command cannot be read or written."""

    exit_code = 22
    advice = "Check the path, and that you may read and write there."


def describe_trouble(error: OSError) -> FileTrouble:
    """What the operating system refused, as a sentence with the file's name."""
    name = error.filename2 or error.filename or "A file"
    reason = (error.strerror or str(error)).rstrip(".")
    if error.errno in (errno.EACCES, errno.EPERM):
        advice = "Close it if another program (Excel, say) has it open, or choose another place."
    elif error.errno == errno.ENOENT:
        advice = "Check the path; the folder must be there already."
    else:
        advice = FileTrouble.advice
    return FileTrouble(f"{name} cannot be read or written: {reason}.", advice=advice)


def show_error(error: SaferCityError) -> None:
    """The sentence and what to do: on standard error, and as JSON where `--json` was given."""
    typer.echo(f"Error: {error}", err=True)
    if error.advice:
        typer.echo(error.advice, err=True)
    if "--json" in sys.argv:
        about = {"message": str(error), "advice": error.advice, "exit_code": error.exit_code}
        print_json({"error": about})
