"""Commands that answer the questions of an assessment: assess and profile."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from safercity.cli.findings import compute_edition
from safercity.cli.place_lines import read_titles
from safercity.cli.terminal import (
    JsonOption,
    WorkspaceOption,
    find_workspace,
    print_json,
    print_table,
    progress_run,
    say,
)

if TYPE_CHECKING:
    from safercity.documents.names import Names
    from safercity.evidence.workspace import Workspace


def assess(
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="Last month to use, such as 2025-03.")
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Compute a whole edition. The places, and the level and trend of every theme."""
    from safercity.evidence.assess import make_edition

    edition, _last = compute_edition(workspace, make_edition, as_of=as_of)
    themes = edition.table("profiles")["themes"]
    if as_json:
        told = [{key: one[key] for key in ("theme", "agency", "verdict")} for one in themes]
        print_json({"edition": edition.digest, "themes": told})
        return
    say(f"Edition {edition.digest[:12]}, records to {edition.manifest['as_of']}.")
    for line in edition.manifest["statement"]:
        say(line["text"])
    names = read_titles(find_workspace(workspace))
    print_table(HEADINGS, [describe_theme(one, names) for one in themes])
    say("Next: safercity profile --theme THEME, safercity places")


def profile(
    theme: Annotated[
        str | None, typer.Option(help="A theme's id, such as asb; without one, all are listed.")
    ] = None,
    area: Annotated[str | None, typer.Option(help="A ward, by name or code.")] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """A theme's level, rate and trend, what it is made of, when and where it comes, repeats.

    In the whole area or in a ward; without a theme, all of them and how they stand to the last
    assessment. What goes beyond level and trend is of the newest edition.
    """
    from safercity.evidence.assess import profile_theme
    from safercity.evidence.assess.questions.profiles import list_profiles, say_limits
    from safercity.evidence.findings import as_values

    opened = find_workspace(workspace)
    if theme is None:
        with progress_run(opened) as run:
            rows = list_profiles(opened, area=area, run=run)
        if as_json:
            print_json({"themes": rows})
        else:
            names = read_titles(opened)
            print_table(HEADINGS, [describe_theme(one, names) for one in rows])
            if area is None and (beside := find_last_year(opened)):
                typer.echo(beside)
        return
    with progress_run(opened) as run:
        found = profile_theme(opened, theme, area=area, run=run)
    if as_json:
        told = {"theme": found.theme, "area": found.area, "agency": found.agency}
        kept = find_details(opened, theme) if area is None else {}
        told |= {name: kept[name] for name in DETAILS if name in kept}
        print_json(told | {"level": as_values(found.level), "trend": as_values(found.trend)})
        return
    typer.echo(f"{found.area_title}. {found.introduce(dict(read_titles(opened).agencies))}")
    typer.echo(found.text)
    kept = find_details(opened, theme) if area is None else {}
    for name in DETAILS:
        if name in kept:
            typer.echo(kept[name]["text"])
    say("Read with it:")
    further = [one["text"] for name in DETAILS if name in kept for one in kept[name]["limits"]]
    for limit in dict.fromkeys([*say_limits(found), *further]):
        say(f"- {limit}")


DETAILS = ("make_up", "week", "repeats", "wards", "groups", "standardised", "meeting")


def find_details(workspace: Workspace, theme: str) -> dict:
    """What the newest edition knows of a theme beside its level; nothing where it knows nothing."""
    told: dict = {}
    for name in ("details", "risk"):
        rows = _read_newest(workspace, name).get("themes", ())
        told |= next((one for one in rows if one["theme"] == theme), {})
    return told


def find_last_year(workspace: Workspace) -> str:
    """What the newest edition says of all themes beside the last assessment; "" for nothing."""
    return _read_newest(workspace, "last_year").get("themes", {}).get("text", "")


def _read_newest(workspace: Workspace, table: str) -> dict:
    """A table of the newest edition; empty where there is none."""
    from safercity.evidence.assess import open_current
    from safercity.evidence.errors import NothingToAssess

    try:
        edition = open_current(workspace)
    except NothingToAssess:
        return {}
    return edition.table(table) if table in edition.manifest["tables"] else {}


HEADINGS = ("Theme", "Recorded by", "Records", "Rate", "Trend a year", "Likely")


def describe_theme(row: dict, names: Names) -> tuple:
    """A theme of the edition, in the order of `HEADINGS`."""
    rate = "" if row["rate"] is None else f"{row['rate']:.1f}"
    facts = (row["title"], names.agency(row["agency"]), row["records"], rate)
    if row["change"] is None:
        return (*facts, "", "too few months")
    is_clear = row["verdict"] in ("rising", "falling")
    change = _signed(row["change"]) if is_clear else "no clear trend"
    return (*facts, change, f"{_signed(row['low'])} to {_signed(row['high'])}")


def _signed(share: float) -> str:
    # Adding nothing makes −0.0 nought.
    return f"{round(100 * share, 1) + 0.0:+.1f}%".replace("-", "−")


COMMANDS = {"assess": assess, "profile": profile}
