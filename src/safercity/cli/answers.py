"""Commands that answer one question each: watch, indicator, priorities."""

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
    typer.echo(values["text"])
    table = values["table"]
    if table["rows"]:
        headings = [column["title"] for column in table["columns"]]
        print_table(headings, [[_cell(one) for one in row] for row in table["rows"]])
    _say_limits(values["limits"])


def _records(values: Mapping) -> list[dict]:
    names = [column["name"] for column in values["table"]["columns"]]
    return [dict(zip(names, row, strict=True)) for row in values["table"]["rows"]]


def _rank_line(row: Mapping) -> Sequence[object]:
    likely = "" if row["rank"] is None else f"{row['rank_low']} to {row['rank_high']}"
    bands = (row["harm"], row["likelihood"], row["capacity"])
    return (row["title"], row["rank"], likely, _cell(row["score"]), *bands)


def _cell(value: object) -> object:
    return f"{value:.4g}" if isinstance(value, float) else value


def _say_limits(limits: Sequence[Mapping]) -> None:
    say("Read with it:")
    for text in dict.fromkeys(one["text"] for one in limits):
        say(f"- {text}")


COMMANDS = {"watch": watch, "indicator": indicator, "priorities": priorities}
