"""The command that asks the current edition's counts, as questions made on the site do."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Literal

import typer

from safercity.cli.answers import show_finding
from safercity.cli.terminal import JsonOption, WorkspaceOption, find_workspace

if TYPE_CHECKING:
    from safercity.evidence.taxonomy import Taxonomy
    from safercity.evidence.taxonomy.asked import Counted

WHY = {
    "no_counts": "The edition holds no counts by month.",
    "not_counted": "The edition counts no such records there: {of}.",
    "no_residents": "Nobody has told how many people live there: {of}.",
    "more_than_whole": "In {of} more was counted than what it is a share of.",
    "apart": "The two were counted in different months.",
    "not_yet": "No whole period of it has been counted yet.",
}


def ask(
    agency: Annotated[str, typer.Argument(help="Whose records: an agency's id, such as police.")],
    about: Annotated[str, typer.Argument(help="A theme or category of the taxonomy, such as asb.")],
    where: Annotated[
        str, typer.Option(help='"city", "high_demand" (areas frozen at the baseline), a ward code.')
    ] = "city",
    per_residents: Annotated[
        int | None, typer.Option(help="A rate per so many residents, such as 1000.", min=1)
    ] = None,
    out_of: Annotated[
        str | None, typer.Option(help='A share of other records: "police/violence".')
    ] = None,
    every: Annotated[str, typer.Option(help="month, quarter or year.")] = "month",
    workspace: WorkspaceOption = None,
    as_json: JsonOption = False,
) -> None:
    """A question to the current edition's counts by month. What a measure made on the site asks."""
    from safercity.evidence.assess.edition import open_current
    from safercity.evidence.errors import NothingToAssess, UnknownName
    from safercity.evidence.indicators import Unanswered, answer_question
    from safercity.evidence.indicators.words import MESSAGES
    from safercity.evidence.taxonomy import load_taxonomy
    from safercity.evidence.taxonomy.asked import EvidenceQuestion

    opened = find_workspace(workspace)
    taxonomy = load_taxonomy(opened.content)
    if every not in ("month", "quarter", "year"):
        raise UnknownName(f"There is no period {every!r}.", advice="month, quarter or year.")
    base = _read(taxonomy, out_of.partition("/")[::2]) if out_of else None
    question = EvidenceQuestion(_read(taxonomy, (agency, about)), where, per_residents, base)
    edition = open_current(opened)
    table = edition.table("counts") if "counts" in edition.manifest["tables"] else {}
    frequency: Literal["month", "quarter", "year"] = every  # type: ignore[assignment]
    found = answer_question(table, question, frequency=frequency)
    if isinstance(found, Unanswered):
        raise NothingToAssess(
            WHY[found.why].format(of=found.of), advice="safercity assess makes a new edition."
        )
    show_finding(found.reading, MESSAGES, as_json=as_json)


def _read(taxonomy: Taxonomy, named: tuple[str, str]) -> Counted:
    """Whose records, about what. Errors: UnknownName for what the taxonomy does not know."""
    from safercity.evidence.errors import UnknownName
    from safercity.evidence.taxonomy.asked import Counted

    agency, about = named
    if agency not in taxonomy.agencies:
        known = ", ".join(sorted(taxonomy.agencies))
        raise UnknownName(f"There is no agency called {agency!r}.", advice=f"Agencies: {known}.")
    if about in taxonomy.themes:
        return Counted(agency, theme=about)
    if about in taxonomy.categories:
        return Counted(agency, category=about)
    raise UnknownName(
        f"There is no theme or category called {about!r}.",
        advice="docs/reference/taxonomy.md lists them.",
    )


COMMANDS = {"ask": ask}
