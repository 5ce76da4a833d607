"""What a source's extract looks like: the schema of `content/shapes/*.yaml`."""

from __future__ import annotations

from functools import lru_cache
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

SHAPE_FORMAT = 1
SENSITIVITIES = ("open", "restricted", "personal")
PLACE_KINDS = ("degrees", "metres", "grid_reference", "postcode", "area", "text")
DATE_WORDS = ("iso", "excel", "month_name", "year_month", "quarter")

FieldClass = Literal["open", "restricted", "personal"]
TimePrecision = Literal["minute", "day", "month", "quarter"]
AreaKind = Literal["lsoa", "ward", "local_authority", "csp"]
LocationPrecision = Literal[
    "exact", "property", "street", "snap", "postcode", "small_area", "outward", "none"
]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Column(_Part):
    """One column the shape knows. Others are never stored, not even for held rows."""

    headers: tuple[str, ...] = Field(min_length=1)
    sensitivity: FieldClass = Field(alias="class")
    required: bool = False
    store: bool = False


class When(_Part):
    """Where the date stands, and in which forms. Forms are tried in order; none is guessed.

    `formats` takes strptime patterns ("%d/%m/%Y %H:%M") and the words `iso`, `excel` (a serial
    number), `month_name` ("Jan 2025"), `year_month` ("2025-01") and `quarter` ("2025-Q1",
    "2025/26 Q1").
    """

    column: str | None = None
    time: str | None = None
    to: str | None = None
    to_time: str | None = None
    year: str | None = None
    month: str | None = None
    financial_year: str | None = None
    financial_quarter: str | None = None
    formats: tuple[str, ...] = ()
    precision: TimePrecision

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        ways = (self.column, self.year, self.financial_year)
        if sum(way is not None for way in ways) != 1:
            raise ValueError("give one of column, year (with month) or financial_year")
        if self.column and not self.formats:
            raise ValueError("formats is missing: no date order is ever guessed")
        if self.year and not self.month:
            raise ValueError("year needs month")
        if self.financial_year and (not self.financial_quarter or self.precision != "quarter"):
            raise ValueError("financial_year needs financial_quarter and precision: quarter")
        if self.to and self.precision not in ("minute", "day"):
            raise ValueError("to needs precision minute or day")
        if (self.time and not self.column) or (self.to_time and not self.to):
            raise ValueError("time needs column, and to_time needs to")
        return self

    @field_validator("formats")
    @classmethod
    def _known(cls, formats: tuple[str, ...]) -> tuple[str, ...]:
        unknown = [f for f in formats if f not in DATE_WORDS and "%" not in f]
        if unknown:
            words = ", ".join(DATE_WORDS)
            raise ValueError(f"{unknown[0]!r} is neither a pattern nor one of {words}")
        return formats

    def columns(self) -> tuple[str, ...]:
        names = (
            self.column,
            self.time,
            self.to,
            self.to_time,
            self.year,
            self.month,
            self.financial_year,
            self.financial_quarter,
        )
        return tuple(name for name in names if name)


class Where(_Part):
    """One way a row says where. Exactly one of the kinds; `of` goes with `area`."""

    degrees: tuple[str, str] | None = None
    metres: tuple[str, str] | None = None
    grid_reference: str | None = None
    postcode: str | None = None
    area: str | None = None
    of: AreaKind | None = None
    text: str | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Self:
        given = [kind for kind in PLACE_KINDS if getattr(self, kind) is not None]
        if len(given) != 1:
            raise ValueError(f"give exactly one of {', '.join(PLACE_KINDS)}")
        if (self.area is not None) != (self.of is not None):
            raise ValueError("area and of go together: {area: column, of: lsoa}")
        return self

    @property
    def kind(self) -> str:
        return next(kind for kind in PLACE_KINDS if getattr(self, kind) is not None)

    def columns(self) -> tuple[str, ...]:
        found = getattr(self, self.kind)
        return (found,) if isinstance(found, str) else tuple(found)


class Category(_Part):
    """How a row's category is told: a mapped column, a constant, or a column for each category.

    `wide` maps header texts to categories; each row is then one count per such column, all with the
    row's own number: the ledger counts the file's rows, the facts count the cells. `also` maps
    further texts of such a header to the one in `wide`.
    """

    column: str | None = None
    map: dict[str, str] = Field(default_factory=dict)
    constant: str | None = None
    wide: dict[str, str] = Field(default_factory=dict)
    also: dict[str, str] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _one_way(self) -> Self:
        if sum((self.column is not None, self.constant is not None, bool(self.wide))) != 1:
            raise ValueError("give one of column (with map), constant or wide")
        if self.map and not self.column:
            raise ValueError("map needs column")
        if strange := sorted(set(self.also.values()) - set(self.wide)):
            raise ValueError(f"also: wide has no {strange[0]!r}")
        return self

    @field_validator("map", "wide", "also", mode="before")
    @classmethod
    def _texts(cls, value: object) -> object:
        # YAML reads 30 and 1.5 as numbers; agencies' codes are texts.
        return {str(k): v for k, v in value.items()} if isinstance(value, dict) else value


class Flag(_Part):
    """A flag is set where the column holds one of `yes`, whatever its case and outer spaces."""

    column: str
    yes: tuple[str, ...] = Field(min_length=1)

    @field_validator("yes", mode="before")
    @classmethod
    def _texts(cls, value: object) -> object:
        # YAML reads Yes as true: the word was meant.
        words = {True: "Yes", False: "No"}
        if not isinstance(value, list | tuple):
            return value
        return [words[v] if isinstance(v, bool) else str(v) for v in value]


class Alternative(_Part):
    """Rows whose column differs from `use` are other codings of the same records."""

    column: str
    use: str


class Shape(_Part):
    """One source. `shapes.load_shape` reads it, with all faults in one ContentError."""

    format: Literal[1]
    version: int = Field(ge=1)
    id: str = Field(pattern=r"^[a-z][a-z0-9-]*$")
    title: dict[str, str]
    description: dict[str, str] = Field(default_factory=dict)
    agency: str
    sensitivity: Literal["open", "restricted", "made_up"]
    licence: str
    record: Literal["incidents", "counts", "reference"]
    layer: Literal["demand", "activity"] = "demand"
    events: str | None = None
    events_rank: int = 1
    kind: Literal["snapshot", "increment"]
    covers: tuple[str, ...] = ()
    key: tuple[str, ...] = ()
    files: tuple[str, ...] = ("*",)
    sheets: tuple[str, ...] = ("*",)
    columns: dict[str, Column] = Field(min_length=1)
    when: When | None = None
    where: tuple[Where, ...] = ()
    area: str | None = None
    area_of: AreaKind = "lsoa"
    location_precision: LocationPrecision
    place_name: str | None = None
    category: Category | None = None
    count: str | None = None
    suppressed: tuple[str, ...] = ()
    flags: dict[str, Flag] = Field(default_factory=dict)
    alternative: Alternative | None = None

    @field_validator("suppressed", mode="before")
    @classmethod
    def _texts(cls, value: object) -> object:
        return [str(v) for v in value] if isinstance(value, list | tuple) else value

    @model_validator(mode="after")
    def _holds_together(self) -> Self:
        faults = [*self._column_faults(), *self._record_faults(), *self._sensitivity_faults()]
        if faults:
            raise ValueError("; ".join(faults))
        return self

    def uses(self) -> tuple[str, ...]:
        """Columns the reader needs, apart from those only stored or only shown for held rows."""
        names = [*self.key, *(c for c in self.covers if c not in ("month", "file"))]
        names += self.when.columns() if self.when else ()
        names += [name for where in self.where for name in where.columns()]
        names += [n for n in (self.area, self.place_name, self.count) if n]
        names += [self.category.column] if self.category and self.category.column else []
        names += [flag.column for flag in self.flags.values()]
        names += [self.alternative.column] if self.alternative else []
        return tuple(dict.fromkeys(names))

    @property
    def period_months(self) -> int:
        """Months of a period of its rows: 3 of a quarter, which stands under its first month."""
        return 3 if self.when is not None and self.when.precision == "quarter" else 1

    def stored(self) -> tuple[str, ...]:
        """Columns kept as facts under x_<name>."""
        return tuple(name for name, column in self.columns.items() if column.store)

    def shown(self) -> tuple[str, ...]:
        """Columns that may appear in a held row: never a personal one."""
        return tuple(n for n, column in self.columns.items() if column.sensitivity != "personal")

    def wide_columns(self) -> dict[str, str]:
        """Header text -> category of a wide table; empty otherwise."""
        return self.category.wide if self.category else {}

    def _column_faults(self) -> list[str]:
        unknown = [name for name in self.uses() if name not in self.columns]
        faults = [f"columns: {name} is used but not described" for name in unknown]
        seen: dict[str, str] = {}
        for name, column in self.columns.items():
            for header in column.headers:
                other = seen.setdefault(simplify_header(header), name)
                if other != name:
                    faults.append(f"columns.{name}.headers: {header!r} also belongs to {other}")
        return faults

    def _record_faults(self) -> list[str]:
        faults = []
        if self.kind == "increment" and not self.key:
            faults.append("key: an increment is told apart by its rows' key")
        if self.kind == "snapshot" and not self.covers:
            faults.append("covers: say which slice a snapshot replaces (month, file, a column)")
        if self.kind == "increment" and self.covers:
            faults.append("covers: an increment replaces nothing")
        if "en" not in self.title:
            faults.append("title.en: is missing")
        if self.record != "reference":
            faults += [f"{k}: is missing" for k in ("when", "category") if getattr(self, k) is None]
        if (self.record == "counts") != bool(self.count or self.wide_columns()):
            faults.append("count: goes with record: counts, unless category.wide holds the counts")
        return faults

    def _sensitivity_faults(self) -> list[str]:
        personal = {n for n, c in self.columns.items() if c.sensitivity == "personal"}
        faults = [
            f"columns.{n}.store: a personal column is never stored"
            for n in sorted(personal)
            if self.columns[n].store
        ]
        beyond = sorted(personal & {n for n in self.uses() if n not in self.key})
        faults += [f"columns.{n}: a personal column may only be part of the key" for n in beyond]
        above = any(c.sensitivity == "restricted" for c in self.columns.values())
        above = above or bool(personal & set(self.key))
        if self.sensitivity == "open" and above:
            faults.append("sensitivity: open is below its most sensitive stored column")
        name = self.columns.get(self.place_name or "")
        if name and name.sensitivity != "open":
            faults.append("place_name: only an open column can name places")
        return faults


@lru_cache(maxsize=4096)
def simplify_header(text: str) -> str:
    """A header for comparison: without case, spaces, punctuation ("Crime ID" is "crime_id")."""
    return "".join(letter for letter in text.casefold() if letter.isalnum())
