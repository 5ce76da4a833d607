"""Commands that answer one question each: season, watch, effect, indicator, priorities."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated

import typer

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
    from safercity.evidence.findings import Finding
    from safercity.evidence.workspace import Workspace


def watch(
    as_of: Annotated[
        str | None, typer.Option("--as-of", help="The day of the look, such as 2026-03-31.")
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """What is new. Clusters, rises, near repeats and new repeat places, each told once."""
    from safercity.cli.months import read_day
    from safercity.evidence.assess.questions.news import list_news
    from safercity.evidence.watch import MESSAGES

    day = read_day(as_of)
    look = day.isoformat() if day else None
    opened = find_workspace(workspace)
    with progress_run(opened, as_of=look[:7] if look else None) as run:
        news = list_news(opened, run=run, look=look)
    show_finding(news, MESSAGES, titles=news.titles, as_json=as_json)


def season(
    theme: Annotated[
        str | None, typer.Option(help="A theme's id, such as asb; without one, the whole year.")
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """The year ahead. What to expect, when it rises, how good past forecasts were."""
    from safercity.evidence.assess import open_current
    from safercity.evidence.assess.questions.seasons import describe_year, find_year

    opened = find_workspace(workspace)
    if theme is None:
        edition = open_current(opened)
        told = edition.table("seasons")
        if as_json:
            print_json({"edition": edition.digest, **told})
            return
        _show_rises(told)
        say("Next: safercity season --theme THEME")
        return
    with progress_run(opened) as run:
        told = describe_year(find_year(opened, theme, run=run))
    if as_json:
        print_json(told)
        return
    parts = [told[name] for name in ("season", "effects", "forecast") if name in told]
    for part in parts:
        typer.echo(part["text"])
    if "forecast" in told:
        rows = [row for row in _records(told["forecast"]) if row["expected"] is not None]
        print_table(AHEAD_HEADINGS, [_month_line(row) for row in rows])
    _say_limits([limit for part in parts for limit in part["limits"]])


def _show_rises(told: dict) -> None:
    whole = [row for row in told["rises"] if not row["ward"]]
    if "year" in told:
        typer.echo(told["year"]["text"])
    if whole:
        print_table(RISE_HEADINGS, [_rise_line(row) for row in whole])
    wards = len(told["rises"]) - len(whole)
    if wards:
        say(f"{wards} {'rises' if wards > 1 else 'rise'} of single wards: see --json.")


def indicator(
    name: Annotated[str, typer.Argument(help="An indicator's id, such as serious-violence.")],
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """One indicator over time. Its chart, whether a change is real, and its target."""
    from safercity.evidence.assess.questions.indicators import NotRead, find_indicator
    from safercity.evidence.indicators.words import MESSAGES

    opened = find_workspace(workspace)
    with progress_run(opened) as run:
        found = find_indicator(opened, name, run=run)
    if isinstance(found, NotRead):
        told = {"id": found.indicator.id, "not_read": found.reason}
        print_json(told) if as_json else say(f"{found.indicator.title['en']}: {found.reason}")
        return
    show_finding(found.reading, MESSAGES, as_json=as_json)


def effect(
    place: Annotated[str, typer.Option(help="A place of the list (id or name), or a ward.")],
    start: Annotated[
        str | None,
        typer.Option(
            "--from",
            help="First month of what was done: 2024-04. Without it, what could be seen there.",
        ),
    ] = None,
    end: Annotated[
        str | None, typer.Option("--to", help="Its last month; without one it still runs.")
    ] = None,
    compare: Annotated[
        str, typer.Option(help='"auto" matches areas; or places or wards, with commas between.')
    ] = "auto",
    theme: Annotated[
        str | None, typer.Option(help="A theme's id; without one, all demand.")
    ] = None,
    cost: Annotated[float | None, typer.Option(help="What it cost, in pounds.", min=0)] = None,
    incident_cost: Annotated[
        float | None, typer.Option(help="What one incident costs society, in pounds.", min=0)
    ] = None,
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """Did it work? In a place since a month, set against areas like it.

    Without a month: how large a fall could be seen there, before anything is spent (the newest
    edition says it of the first ten places of its list).
    """
    from safercity.cli.months import read_month
    from safercity.evidence.assess.questions.effects import EffectQuestion, find_effect
    from safercity.evidence.effects.words import MESSAGES

    opened = find_workspace(workspace)
    if start is None:
        show_power(opened, place, as_json=as_json)
        return
    names = tuple(one.strip() for one in compare.split(",") if one.strip())
    question = EffectQuestion(
        place,
        read_month(start) or "",
        end=read_month(end),
        compare="auto" if compare == "auto" else names,
        theme=theme,
        cost=cost,
        incident_cost=incident_cost,
    )
    with progress_run(opened) as run:
        found = find_effect(opened, question, run=run)
    show_finding(found.effect, MESSAGES, as_json=as_json)


def show_power(workspace: Workspace, place: str, *, as_json: bool = False) -> None:
    """What could be seen in a place before spending, as the newest edition says."""
    from safercity.evidence.assess import open_current
    from safercity.evidence.assess.questions.power import find_place_power

    told = find_place_power(open_current(workspace), place)
    if as_json:
        print_json(told)
        return
    if "now" not in told:
        say(f"{told['title']}: {' '.join(told['untold'])}")
        return
    show_values(told["now"])


def priorities(workspace: WorkspaceOption = None, as_json: JsonOption = False) -> None:
    """Candidate priorities, ranked. With how firm the order is, and what comes beyond the data."""
    from safercity.evidence.assess import open_current

    edition = open_current(find_workspace(workspace))
    ranking, horizon = edition.table("priorities"), edition.table("horizon")
    if as_json:
        print_json({"edition": edition.digest, "priorities": ranking, "horizon": horizon})
        return
    typer.echo(ranking["text"])
    titles = ("Candidate", "Rank", "Likely", "Score", "Harm", "Likelihood", "Capacity")
    print_table(titles, [_rank_line(row) for row in _records(ranking)])
    typer.echo(ranking["matrix"]["text"])
    _show_table(ranking["matrix"]["table"])
    typer.echo(horizon["text"])
    _say_limits([*ranking["limits"], *horizon["limits"]])


def show_finding(
    finding: Finding,
    messages: Mapping[str, str],
    *,
    titles: Mapping[str, str] | None = None,
    as_json: bool = False,
) -> None:
    """A finding on the terminal: its paragraph, its table, and what to read with it."""
    from safercity.evidence.findings import as_values

    values = as_values(finding, messages=messages, titles=titles)
    if as_json:
        print_json(values)
        return
    show_values(values)


def show_values(values: Mapping) -> None:
    """A finding's plain values on the terminal."""
    typer.echo(values["text"])
    _show_table(values["table"])
    _say_limits(values["limits"])


def _show_table(table: Mapping) -> None:
    """The columns that are for people, if there is a row."""
    shown = [at for at, column in enumerate(table["columns"]) if column["kind"] != "id"]
    if table["rows"]:
        headings = [table["columns"][at]["title"] for at in shown]
        print_table(headings, [[_cell(row[at]) for at in shown] for row in table["rows"]])


def _records(values: Mapping) -> list[dict]:
    names = [column["name"] for column in values["table"]["columns"]]
    return [dict(zip(names, row, strict=True)) for row in values["table"]["rows"]]


def _rank_line(row: Mapping) -> Sequence[object]:
    likely = "" if row["rank"] is None else f"{row['rank_low']} to {row['rank_high']}"
    bands = (row["harm"], row["likelihood"], row["capacity"])
    return (row["title"], row["rank"], likely, _cell(row["score"]), *bands)


RISE_HEADINGS = ("Theme", "When", "Above an average month", "Years", "Weeks' notice")
AHEAD_HEADINGS = ("Month", "Expected", "From", "to", "Above a usual month")


def _rise_line(row: Mapping) -> Sequence[object]:
    change = f"{100 * row['change']:.0f}% ({100 * row['low']:.0f} to {100 * row['high']:.0f})"
    years = f"{row['above']} of {row['years']}"
    return (row["title"], row["months"], change, years, row["weeks"])


def _month_line(row: Mapping) -> Sequence[object]:
    figures = (f"{row[name]:,.0f}" for name in ("expected", "low", "high"))
    return (row["month"], *figures, "yes" if row["above"] else "")


def _cell(value: object) -> object:
    return f"{value:.4g}" if isinstance(value, float) else value


def _say_limits(limits: Sequence[Mapping]) -> None:
    say("Read with it:")
    for text in dict.fromkeys(one["text"] for one in limits):
        say(f"- {text}")


COMMANDS = {
    "season": season,
    "watch": watch,
    "effect": effect,
    "indicator": indicator,
    "priorities": priorities,
}
