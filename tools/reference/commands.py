"""docs/reference/commands.md: every command, argument and option of `safercity`."""

from __future__ import annotations

import importlib
import inspect
from typing import Any

from tools.reference.words import code, page, table


def write_commands() -> str | None:
    """The page, or None while there is no command line."""
    command = find_command()
    if command is None:
        return None
    parts = [
        inspect.cleandoc(command.help or ""),
        "These may stand before any command:",
        describe_parameters(command),
        "## Commands at a glance",
        table(
            ["Command", "What it does"],
            [
                (f"[`safercity {name}`](#safercity-{name.replace(' ', '-')})", short_help(each))
                for name, each in every_command(command)
            ],
        ),
    ]
    for name, each in every_command(command):
        parts += [f"## safercity {name}", usage(name, each)]
        parts += [inspect.cleandoc(each.help or ""), describe_parameters(each)]
    return page("Commands", *parts)


def find_command() -> Any:
    """The command line as Click sees it, or None while there is none."""
    try:
        main = importlib.import_module("safercity.cli.main")
    except ModuleNotFoundError:
        return None
    import typer.main

    return typer.main.get_command(main.app) if hasattr(main, "app") else None


def every_command(group: Any, before: str = "") -> list[tuple[str, Any]]:
    """(full name, command) of every command, also inside groups; hidden ones left out."""
    found = []
    for name, command in getattr(group, "commands", {}).items():
        full = f"{before}{name}"
        if getattr(command, "commands", None):
            found += every_command(command, f"{full} ")
        elif not command.hidden:
            found.append((full, command))
    return found


def short_help(command: Any) -> str:
    """The first sentence of a command's help."""
    return inspect.cleandoc(command.help or "").split("\n\n")[0]


def usage(name: str, command: Any) -> str:
    """The line to type."""
    words = [f"safercity {name}"]
    for parameter in command.params:
        if parameter.param_type_name == "argument":
            label = parameter.metavar or parameter.name.upper()
            label += "…" if parameter.nargs == -1 else ""
            words.append(label if parameter.required else f"[{label}]")
        elif parameter.required:
            words.append(f"{longest(parameter)} {parameter.name.upper()}")
    if any(option_shown(parameter) for parameter in command.params):
        words.append("[options]")
    return f"```\n{' '.join(words)}\n```"


def describe_parameters(command: Any) -> str:
    """Arguments and options as a table."""
    rows = []
    for parameter in command.params:
        if parameter.param_type_name == "argument":
            label = code(parameter.metavar or parameter.name.upper())
            rows.append((label, getattr(parameter, "help", ""), ""))
        elif option_shown(parameter):
            names = ", ".join(code(name) for name in [*parameter.opts, *parameter.secondary_opts])
            rows.append((names, parameter.help, default_of(parameter)))
    return table(["Argument or option", "What it says", "Default"], rows) if rows else ""


def option_shown(parameter: Any) -> bool:
    """Whether the manual lists the option: all but hidden ones, shell completion and help."""
    if parameter.param_type_name != "option" or parameter.hidden:
        return False
    return parameter.name not in ("help", "install_completion", "show_completion")


def longest(parameter: Any) -> str:
    """The option's full name."""
    return max(parameter.opts, key=len)


def default_of(parameter: Any) -> str:
    """The default as people would type it; nothing for none."""
    default = parameter.default
    if parameter.required:
        return "required"
    if default is None or default is False or default in ((), []) or callable(default):
        return ""
    if type(default).__name__ == "Sentinel" or "UNSET" in repr(default).upper():
        return ""
    return code(getattr(default, "value", default))
