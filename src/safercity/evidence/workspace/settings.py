"""`safercity.toml`: what the partnership decided about its workspace. Read and checked whole."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from safercity.evidence.errors import SettingsError

AreaCode = Annotated[str, Field(pattern=r"^[EW]\d{8}$")]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class PartnershipSettings(_Table):
    """Who the workspace belongs to."""

    name: str = Field(min_length=1, description="The partnership's name, as pages show it.")
    areas: tuple[AreaCode, ...] = Field(
        min_length=1, description="Local authority or CSP codes that the partnership covers."
    )
    made_up: bool = Field(
        False,
        description="True for a demonstration: every page then says that the data are made up.",
    )
    language: Literal["en", "cy"] = Field("en", description="Language of pages and papers.")


class GridSettings(_Table):
    """The grid that located records are counted on."""

    kind: Literal["hexagon", "square"] = Field("hexagon", description="Shape of a cell.")
    cell_metres: int = Field(
        250,
        ge=50,
        le=2000,
        description="Cell size in metres: flat to flat, or the square's side. A change of the grid "
        "asks for every file to be loaded again.",
    )


class StorageSettings(_Table):
    """What the owner declares about the disk the workspace stands on."""

    encrypted: bool = Field(
        False, description="True when the owner declares that the disk is encrypted."
    )
    memory_gib: float = Field(
        3.0, ge=0.5, le=1024, description="Memory that loading and counting may use, in GiB."
    )


class PlaceRules(_Table):
    """When a place is on the list. Left out, a value is the published default."""

    agencies_at_least: int | None = Field(
        None,
        ge=1,
        description="Agencies that must see lasting demand (default 3; 2 if under five).",
    )
    quarters_at_least: int = Field(6, ge=1, description="Quarters in which they must see it.")
    of_last: int = Field(8, ge=1, description="The last quarters that are looked at.")
    ratio_at_least: float = Field(
        1.5, ge=1.0, description="How many times an agency's typical rate counts as high."
    )
    minimum_count: int = Field(3, ge=1, description="Fewest records of an agency over the window.")
    false_discovery: float = Field(0.05, gt=0, lt=1, description="False-discovery rate per agency.")
    weightings: int = Field(1000, ge=10, description="Weightings of the agencies that are tried.")
    listed: int = Field(20, ge=1, description="Length of the list whose stability is stated.")


class WatchRules(_Table):
    """How often the watch may cry wolf, and where it looks."""

    alarms_per_year: float = Field(
        12.0, gt=0, le=365, description="False alarms a year that are borne, over all themes."
    )
    by_ward: bool = Field(
        False, description="True scans each ward by itself too: finer, with fewer true finds."
    )


class StrategyRules(_Table):
    """What the strategy fixed, so that its outcomes can be told by it."""

    baseline: str | None = Field(
        None,
        pattern=r"^\d{4}-(0[1-9]|1[0-2])$",
        description="Month to whose end the strategy's high-demand areas were chosen, such as "
        "2025-03; left out, the one a year before the newest month.",
    )


class PriorityJudgements(_Table):
    """What no record tells of a theme, as partners and residents judge it."""

    capacity: dict[str, Annotated[float, Field(ge=1, le=5)]] = Field(
        {}, description="How much the partnership could do, 1 to 5, by theme: asb = 4."
    )
    concern: dict[str, Annotated[float, Field(ge=0, le=1)]] = Field(
        {}, description="Share of those asked who put the theme among the first, by theme."
    )


class SourceSettings(_Table):
    """What the partnership says of one source."""

    agreement: str = Field(
        "",
        pattern=r"^([A-Za-z0-9][A-Za-z0-9._-]*)?$",  # it names a folder
        description="The agreement that the source is shared under: letters, figures, . _ and -.",
    )
    counted: bool = Field(True, description="False keeps the source out of the overlay.")
    due_day: int = Field(
        14, ge=1, le=28, description="Day of the month after, by which a month's extract is due."
    )


class PageSettings(_Table):
    """Pages served by `safercity serve`."""

    upload_mib: int = Field(
        200, ge=1, le=4096, description="Largest extract that is taken in the browser, in MiB."
    )
    files_a_minute: int = Field(
        120, ge=1, description="Files of lists (CSV, XLSX) that one person may take in a minute."
    )

    basemap: str = Field("", description="Style address of a base map; empty draws none.")
    day_starts: int = Field(
        6, ge=0, le=12, description="Hour at which a day begins, so that a night is one day."
    )


class SiteSettings(_Table):
    """The site that people sign in to. SAFERCITY_HOSTS names who else may reach it."""

    address: str = Field(
        "",
        pattern=r"^(https?://[^/\s]+)?$",
        description="Where people reach the site, as letters say it: https://safer.example.org. "
        "Empty: the first of SAFERCITY_HOSTS, or this computer.",
    )
    trusted_proxies: int = Field(
        0,
        ge=0,
        le=10,
        description="How many servers stand in front, each adding to X-Forwarded-For whom it "
        "answers. 0 believes no such header: then everyone behind one has its address.",
    )
    second_factor: tuple[str, ...] | None = Field(
        None,
        description="Roles that must have a second factor. Left out: administrator, manager and "
        "auditor, and nobody in a demonstration.",
    )
    anchor: str = Field(
        "",
        description="File with the heads of the audit's chain, best where the keeper of the "
        "database cannot write. Empty: site/audit-anchor.jsonl in the workspace.",
    )
    logo: str = Field(
        "",
        description="The partnership's logo in the head of every page and paper: a PNG or SVG "
        "file of at most 256 kB, as a path inside the workspace.",
    )
    colour: str = Field(
        "",
        pattern=r"^(#[0-9A-Fa-f]{6})?$",
        description="The partnership's colour of buttons, links and marks, as #rrggbb. It has to "
        "stand at 4.5:1 or more on white and on the pages' ground.",
    )


class MailSettings(_Table):
    """How letters leave: invitations, new passwords, reminders."""

    server: str = Field(
        "",
        pattern=r"^([A-Za-z0-9.-]+(:\d{1,5})?)?$",
        description="Mail server that takes letters over STARTTLS, as host:port. Empty: letters "
        "are written to site/mail in the workspace and nothing is sent.",
    )
    user: str = Field(
        "", description="Name at the mail server; the password is SAFERCITY_MAIL_PASSWORD."
    )
    sender: str = Field("Safer City <no-reply@localhost>", description="Whom letters come from.")


class Settings(_Table):
    """The whole of `safercity.toml`."""

    format: Literal[1] = 1
    partnership: PartnershipSettings
    grid: GridSettings = GridSettings()
    storage: StorageSettings = StorageSettings()
    places: PlaceRules = PlaceRules()
    watch: WatchRules = WatchRules()
    strategy: StrategyRules = StrategyRules()
    priorities: PriorityJudgements = PriorityJudgements()
    pages: PageSettings = PageSettings()
    site: SiteSettings = SiteSettings()
    mail: MailSettings = MailSettings()
    sources: dict[str, SourceSettings] = {}


def read_settings(path: Path) -> Settings:
    """The settings in `path`.

    Errors: `SettingsError`, which names every key that is wrong and what it may be.
    """
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(
            f"{path.name} is not readable as TOML: {error}.",
            advice="Correct the line that is named; the file is UTF-8 text.",
        ) from error
    try:
        return Settings.model_validate(table)
    except ValidationError as error:
        faults = "; ".join(
            f"{'.'.join(str(part) for part in fault['loc'])}: {fault['msg']}"
            for fault in error.errors()
        )
        raise SettingsError(
            f"{path.name}: {faults}.",
            advice="docs/reference/settings.md lists every key and what it may be.",
        ) from error


def write_settings(path: Path, *, name: str, areas: tuple[str, ...], made_up: bool) -> None:
    """Write a first `safercity.toml`: the values asked for, the rest left to its defaults."""
    lines = [
        "# One folder is one partnership. Keys and defaults: docs/reference/settings.md",
        "format = 1",
        "",
        "[partnership]",
        f"name = {_quoted(name)}",
        f"areas = [{', '.join(_quoted(code) for code in areas)}]",
    ]
    if made_up:
        lines.append("made_up = true")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
