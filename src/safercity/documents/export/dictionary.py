"""The data dictionary: every exported table and column, its type, unit and meaning.

The exports are built from this list and, where a finding brings a table of its own, from that
table's columns; so a column without an entry cannot be written.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Type = Literal["text", "integer", "number", "boolean", "month", "quarter", "day"]


@dataclass(frozen=True)
class Field:
    """A column: name, type, unit ("" for none) and what it means."""

    name: str
    type: Type
    meaning: str
    unit: str = ""


@dataclass(frozen=True)
class TableSpec:
    """A table: name (also its file's and layer's), what one row is, and its columns."""

    name: str
    one_row: str
    fields: tuple[Field, ...]


EDITION_FIELDS = (
    Field("edition", "text", "The edition the row is of: its digest, the same on any machine."),
    Field("as_of", "month", "The last month whose records the edition uses."),
)
_PLACE = (Field("place_id", "text", "The place's id."),)

PLACES = TableSpec("places", "a place", (
    *EDITION_FIELDS, *_PLACE,
    Field("name", "text", "What people call it."),
    Field("ward", "text", "The ward that holds its centre."),
    Field("town", "text", "The town nearest its centre; empty where none is known."),
    Field("rank", "integer", "Rank, 1 highest."),
    Field("rank_low", "integer", "Lower end of the rank's 95% interval."),
    Field("rank_high", "integer", "Upper end of the rank's 95% interval."),
    Field("class", "text", "persistent, emerging or seasonal (the list); undetermined, "
          "few_agencies, single_agency or former (apart from it)."),
    Field("seen_by_several", "boolean", "Several agencies see lasting demand now: the list."),
    Field("sure", "text", "firm, fairly firm or tentative."),
    Field("stability", "number", "Share of sampled weightings in which it stays listed.", "0 to 1"),
    Field("since", "month", "First month of its lasting demand."),
    Field("until", "month", "Last month of its lasting demand; empty where it lasts."),
    Field("agencies_seeing", "integer", "Agencies that see lasting demand there.", "agencies"),
    Field("agencies", "text", "Those agencies, separated by semicolons."),
    Field("themes", "text", "Its themes, most records first, separated by semicolons."),
    Field("flags", "text", "Possible artefacts of recording, separated by semicolons."),
    Field("unplaced_share", "number", "Share of records without a location.", "0 to 1"),
    Field("unit", "text", "cell or small_area."),
    Field("units", "integer", "Cells or small areas in the place.", "units"),
    Field("area_km2", "number", "Area.", "square kilometres"),
    Field("longitude", "number", "Centre, ETRS89 (as GPS).", "degrees"),
    Field("latitude", "number", "Centre, ETRS89 (as GPS).", "degrees"),
    Field("easting", "number", "Centre, British National Grid.", "metres"),
    Field("northing", "number", "Centre, British National Grid.", "metres"),
))  # fmt: skip

PLACE_AGENCIES = TableSpec("place_agencies", "a place, an agency and a quarter", (
    *EDITION_FIELDS, *_PLACE,
    Field("agency", "text", "The agency."),
    Field("agency_state", "text", "Over all quarters: sees, not, missing, hidden or context."),
    Field("would_miss_it", "boolean", "Its own records alone would not have found the place."),
    Field("agency_rank", "integer", "The place's rank in the agency's own records."),
    Field("quarter", "quarter", "Calendar quarter: Q1 is January to March."),
    Field("quarter_state", "text", "high, not or missing. Missing is never low."),
    Field("records", "integer", "Records; empty where missing or hidden, 0 is none.", "records"),
))  # fmt: skip

PLACE_THEMES = TableSpec("place_themes", "a place and a theme", (
    *EDITION_FIELDS, *_PLACE,
    Field("theme", "text", "The theme."),
    Field("records", "integer", "Records over the quarters judged, from the agency that records "
          "most; never added over agencies or themes.", "records"),
))  # fmt: skip

_UNIT = (
    *EDITION_FIELDS,
    Field("unit_id", "text", "The cell's or small area's id, stable across boundaries."),
    Field("ward", "text", "The ward that holds its centre."),
    Field("class", "text", "Its class, as for places; none where it has no lasting demand."),
    Field("score", "number", "Demand balanced over agencies.", "0 to 1"),
    Field("step", "integer", "Step of the map: 0 lowest half, 5 highest 1%.", "0 to 5"),
    Field("agencies_seeing", "integer", "Agencies that see lasting demand there.", "agencies"),
)

CELLS = TableSpec("cells", "a unit of the list: a cell, or a small area where cells cannot be used",
                  _UNIT)  # fmt: skip
SMALL_AREAS = TableSpec("small_areas", "a small area, where every agency counts", _UNIT)

COVERAGE = TableSpec("coverage", "an agency and a month", (
    *EDITION_FIELDS,
    Field("agency", "text", "The agency."),
    Field("month", "month", "The month."),
    Field("is_present", "boolean", "An extract of the agency covers the month."),
    Field("records", "integer", "Rows accepted, where the edition holds them.", "records"),
))  # fmt: skip

CAPTURE = TableSpec("capture", "an agency", (
    *EDITION_FIELDS,
    Field("agency", "text", "The agency."),
    Field("places", "integer", "Places that several agencies see.", "places"),
    Field("missed", "integer", "Of those, how many it alone would have missed.", "places"),
    Field("missed_share", "number", "The same as a share.", "0 to 1"),
))  # fmt: skip

WARDS = TableSpec("wards", "a ward", (
    *EDITION_FIELDS, Field("code", "text", "Its code."), Field("name", "text", "Its name."),
))  # fmt: skip
BOUNDARY = TableSpec("boundary", "an area of the partnership", (
    *EDITION_FIELDS, Field("code", "text", "Its code."), Field("name", "text", "Its name."),
))  # fmt: skip

ABOUT = TableSpec("about", "a fact about the edition", (
    Field("key", "text", "What is told."), Field("value", "text", "Its value."),
))  # fmt: skip

_AGENCY = Field("agency", "text", "Whose records.")
_TREND = (
    Field("month", "month", "The month."),
    Field("records", "integer", "Records; empty where the month was not sent.", "records"),
    Field("expected", "number", "What trend and season would lead one to expect.", "records"),
)

THEMES = TableSpec("themes", "a theme with records, in the whole area", (
    *EDITION_FIELDS,
    Field("theme", "text", "The theme."),
    Field("title", "text", "What people call it."),
    Field("agency", "text", "The agency that records most of it: the figures are its own."),
    Field("others", "text", "Agencies that record it too, never added, by semicolons."),
    Field("records", "integer", "Records of the newest twelve months.", "records"),
    Field("rate", "number", "The same for each 1,000 residents a year; empty without a file of "
          "residents.", "for each 1,000 a year"),
    Field("trend", "text", "rising, falling, no_trend, too_few or no_records."),
    Field("change", "number", "Change a year over all the months sent.", "share a year"),
    Field("change_low", "number", "Lower end of its 95% interval.", "share a year"),
    Field("change_high", "number", "Upper end of its 95% interval.", "share a year"),
))  # fmt: skip

THEME_MONTHS = TableSpec("theme_months", "a theme and a month", (
    *EDITION_FIELDS, Field("theme", "text", "The theme."), _AGENCY, *_TREND,
))  # fmt: skip

PLACE_MONTHS = TableSpec("place_months", "a place and a month, for the agency with most records", (
    *EDITION_FIELDS, *_PLACE, _AGENCY, *_TREND,
))  # fmt: skip

FINDINGS = TableSpec("findings", "a finding of the edition beside the places", (
    *EDITION_FIELDS,
    Field("finding", "text", "Its id. The numbers are in the table that is named after it."),
    Field("title", "text", "Its heading."),
    Field("text", "text", "What it says, in one paragraph."),
    Field("limits", "text", "What it does not tell."),
))  # fmt: skip

DICTIONARY = TableSpec("data_dictionary", "a column of a table", (
    Field("table", "text", "The table."),
    Field("one_row", "text", "What one row of it is."),
    Field("column", "text", "The column."),
    Field("type", "text", "text, integer, number, boolean (true, false), month (YYYY-MM), "
          "quarter (YYYY-Qn) or day (YYYY-MM-DD)."),
    Field("unit", "text", "Its unit."),
    Field("meaning", "text", "What it means."),
))  # fmt: skip

CSV_TABLES = (
    PLACES, PLACE_AGENCIES, PLACE_THEMES, PLACE_MONTHS, THEMES, THEME_MONTHS, FINDINGS, CELLS,
    SMALL_AREAS, COVERAGE, CAPTURE, ABOUT,
)  # fmt: skip
