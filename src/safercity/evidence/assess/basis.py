"""What one edition is made from: the records as they stand, who is counted, and the settings."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from safercity.evidence.assess.counting import CountedAgency, choose_agencies
from safercity.evidence.assess.fingerprints import (
    fingerprint,
    fingerprint_files,
    fingerprint_program,
)
from safercity.evidence.errors import NothingToAssess
from safercity.evidence.geography import load_geography
from safercity.evidence.overlay import PlaceSettings
from safercity.evidence.runs import Run
from safercity.evidence.store import SourceCoverage, Store, open_store, read_coverage
from safercity.evidence.taxonomy import load_taxonomy
from safercity.evidence.workspace import Workspace


@dataclass(frozen=True)
class Basis:
    """The pinned store, every source's coverage, the counted agencies, the months and settings."""

    store: Store
    coverage: tuple[SourceCoverage, ...]
    agencies: tuple[CountedAgency, ...]
    months: tuple[str, ...]
    settings: PlaceSettings

    @cached_property
    def ground(self) -> str:
        """Fingerprint of all that answers depend on beside records and seed: program, content,
        geography, and the settings of the workspace."""
        workspace = self.store.workspace
        content = fingerprint_files(workspace.content)
        settings = workspace.settings.model_dump(mode="json")
        return fingerprint([fingerprint_program(), content, self.store.geography.digest, settings])


def gather_basis(workspace: Workspace, *, run: Run) -> Basis:
    """Open the records up to `run.as_of`. Errors: `NothingToAssess`, which says what is lacking."""
    run.step("Opening the records")
    grid = workspace.settings.grid
    geography = load_geography(workspace.geography, kind=grid.kind, cell_metres=grid.cell_metres)
    taxonomy = load_taxonomy(workspace.content)
    store = open_store(workspace, geography=geography, taxonomy=taxonomy, run=run)
    months = store.months
    coverage = tuple(one.until(months[-1]) for one in read_coverage(workspace, run=run))
    coverage = tuple(one for one in coverage if one.months)
    agencies = choose_agencies(coverage, store, months=months)
    if not agencies:
        raise NothingToAssess(
            "No source that tells of demand has sent records for the last two years.",
            advice="safercity ledger shows what was loaded; load newer extracts, or use --as-of.",
        )
    return Basis(store, coverage, agencies, months, read_place_settings(workspace))


def read_place_settings(workspace: Workspace) -> PlaceSettings:
    """The published defaults, with what the workspace's own settings change."""
    told = workspace.settings.places.model_dump(exclude_none=True, exclude_unset=True)
    if "agencies_at_least" in told:
        told["agencies_at_least_if_few"] = told["agencies_at_least"]
    return PlaceSettings(**told)
