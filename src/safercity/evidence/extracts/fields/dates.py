"""When: declared forms only, in their order; never a guess at which number is the month."""

from __future__ import annotations

import re
from datetime import date

from safercity.evidence.extracts.fields.expressions import Fields, Texts, quote_text, sort_out
from safercity.evidence.extracts.shape import When

# A spreadsheet's day 1 is 1900-01-01, and it believes in a 29 February 1900.
_EXCEL_DAY_ZERO = "TIMESTAMP '1899-12-30'"
_EXCEL_LAST = 200_000
_ORDINAL = "ordinal"  # the number of a month or quarter in a column of its own
_LOOKS = {
    _ORDINAL: r"[Qq]? ?\d{1,2}(\.0)?",
    "iso": r"\d{4}-\d{1,2}-\d{1,2}([T ].*)?",
    "month_name": r"[A-Za-z]{3,9}[- ]\d{2,4}",
    "year_month": r"\d{4}[-/]\d{1,2}",
}
_DIRECTIVES = {
    "%Y": r"\d{4}", "%y": r"\d{2}", "%b": "[A-Za-z]{3}", "%B": "[A-Za-z]{3,9}", "%p": "[AaPp][Mm]",
    "%d": r"\d{1,2}", "%m": r"\d{1,2}", "%H": r"\d{1,2}", "%I": r"\d{1,2}", "%M": r"\d{1,2}",
    "%S": r"\d{1,2}",
}  # fmt: skip
_MONTH_NAMES = ("%b %Y", "%B %Y", "%b-%y", "%B-%y", "%b %y", "%b-%Y", "%B-%Y")
_YEAR_MONTHS = ("%Y-%m", "%Y/%m")
# "03/04/24" read with a four-figure year lies in the year 24.
_SHORT_YEAR = sort_out(("d_day < DATE '1000-01-01'", "unreadable_date"), otherwise="date_too_old")
_NO_TIMES = {"time_from": "NULL::TIMESTAMP", "time_to": "NULL::TIMESTAMP"}
_CLOCK = (
    "%H:%M", "%H:%M:%S", "%H%M", "%H.%M", "%I:%M %p", "%I:%M%p",
    "%I.%M %p", "%I.%M%p", "%I %p", "%I%p", "%Hh%M", "%H%M hrs", "%H:%M hrs", "%I:%M:%S %p",
)  # fmt: skip


def date_fields(
    when: When | None, texts: Texts, *, first_day: date, last_day: date, typed_dates: bool
) -> Fields:
    """Columns month, time_from, time_to and their tests. `typed_dates`: ISO is read as well."""
    if when is None or not texts.has(*_needed(when)):
        return Fields(values={"month": "NULL::INTEGER", **_NO_TIMES})
    formats = when.formats + (("iso",) if typed_dates and "iso" not in when.formats else ())
    begin = _begin(when, texts, formats=formats)
    parsed = {"d_day": begin}
    given = " AND ".join(f"{texts[name]} IS NOT NULL" for name in _needed(when))
    tests = [
        (f"NOT ({given})", "no_date"),
        ("d_day IS NULL", _why_no_date(texts[_needed(when)[-1]], formats or (_ORDINAL,))),
        (f"d_day < DATE '{first_day}'", _SHORT_YEAR),
        (f"d_day >= DATE '{last_day}' + 1", "date_in_future"),
    ]
    values = {**_NO_TIMES, "month": "(year(d_day) * 12 + month(d_day) - 1)::INTEGER"}
    if when.precision in ("minute", "day"):
        times = _interval(when, texts, formats=formats, last_day=last_day)
        parsed.update(times.parsed)
        values.update(times.values)
        tests.extend(times.tests)
    return Fields(parsed, values, tuple(tests))


def _why_no_date(text: str, formats: tuple[str, ...]) -> str:
    """A text of a declared form is a date that does not exist; any other cannot be read."""
    looks = [_LOOKS[f] if f in _LOOKS else _like_pattern(f) for f in formats if _has_look(f)]
    if not looks:
        return "unreadable_date"
    pattern = quote_text(f"^({'|'.join(looks)})$")
    return sort_out(
        (f"regexp_matches({text}, {pattern})", "impossible_date"), otherwise="unreadable_date"
    )


def _has_look(form: str) -> bool:
    return form in _LOOKS or "%" in form


def _like_pattern(form: str) -> str:
    """A strptime pattern as a regular expression for the look of it."""
    look = re.escape(form)
    for directive, digits in _DIRECTIVES.items():
        look = look.replace(directive, digits)
    return look


def _needed(when: When) -> tuple[str, ...]:
    if when.column:
        return (when.column,)
    pair = (when.year, when.month) if when.year else (when.financial_year, when.financial_quarter)
    return tuple(name for name in pair if name)


def _begin(when: When, texts: Texts, *, formats: tuple[str, ...]) -> str:
    if when.financial_year and when.financial_quarter:
        return _financial(texts[when.financial_year], texts[when.financial_quarter])
    if when.year and when.month:
        return _year_and_month(texts[when.year], texts[when.month])
    return parse_date(texts[when.column or ""], formats)


def _interval(when: When, texts: Texts, *, formats: tuple[str, ...], last_day: date) -> Fields:
    """From and to. A record with a day but no time of day may have been at any time of that day."""
    own = texts.get(when.column)
    parsed: dict[str, str] = {}
    tests: list[tuple[str, str]] = []
    begin, known = _with_time(when.time, texts, day="d_day", parsed=parsed, name="d_time")
    if when.time is None:
        known = _tells_time(own, "d_day")
    end = "NULL::TIMESTAMP"
    if when.to and texts.has(when.to):
        parsed["d_last"] = parse_date(texts[when.to], formats)
        end, _ = _with_time(when.to_time, texts, day="d_last", parsed=parsed, name="d_last_time")
        to = texts[when.to]
        tests += [
            (f"{to} IS NOT NULL AND d_last IS NULL", _why_no_date(to, formats)),
            (f"{end} < {begin}", "to_before_from"),
            (f"d_last >= DATE '{last_day}' + 1", "date_in_future"),
        ]
    for column, name in ((when.time, "d_time"), (when.to_time, "d_last_time")):
        if name in parsed:
            tests.insert(
                0, (f"{texts.get(column)} IS NOT NULL AND {name} IS NULL", "unreadable_time")
            )
    if when.precision == "minute":
        end = f"coalesce({end}, CASE WHEN NOT {known} THEN {begin} + INTERVAL 1 DAY END)"
    return Fields(parsed, {"time_from": begin, "time_to": end}, tuple(tests))


def _with_time(
    column: str | None, texts: Texts, *, day: str, parsed: dict[str, str], name: str
) -> tuple[str, str]:
    """(day and time of day, whether the time is known), from a second column where there is one."""
    if column is None or not texts.has(column):
        return day, "true"
    parsed[name] = parse_time(texts[column])
    return (
        f"(date_trunc('day', {day}) + coalesce({name}, INTERVAL 0 MINUTE))",
        f"({name} IS NOT NULL)",
    )


def _tells_time(text: str, day: str) -> str:
    """Whether a date column's text holds a time of day: a clock, or a part of an Excel day."""
    return f"(contains({text}, ':') OR {day} <> date_trunc('day', {day}))"


def parse_date(text: str, formats: tuple[str, ...]) -> str:
    """SQL: a local timestamp by the first form that fits, or NULL."""
    patterns = [f for f in formats if "%" in f]
    tries = [_words(text, word) for word in formats if "%" not in word]
    if patterns:
        # %Y takes "24" for the year 24; %y refuses "2024". So two-figure years are tried first.
        ordered = sorted(patterns, key=lambda p: "%y" not in p)
        tries.insert(0, _strptime(text, ordered))
    return f"coalesce({', '.join(tries)})" if len(tries) > 1 else tries[0]


def _words(text: str, word: str) -> str:
    if word == "iso":
        return _iso(text)
    if word == "excel":
        return _excel(text)
    if word == "quarter":
        return _quarter(text)
    return _strptime(text, _MONTH_NAMES if word == "month_name" else _YEAR_MONTHS)


def _strptime(text: str, patterns: tuple[str, ...] | list[str]) -> str:
    listed = ", ".join(quote_text(p) for p in patterns)
    return (
        f"try_strptime({text}, [{listed}])"
        if len(patterns) > 1
        else (f"try_strptime({text}, {listed})")
    )


def _iso(text: str) -> str:
    """With an offset, the wall time of Great Britain at that instant; without one, local time."""
    offset = (
        f"length({text}) > 16 AND (upper(right({text}, 1)) = 'Z' "
        f"OR substr({text}, -6, 1) IN ('+', '-') OR substr({text}, -5, 1) IN ('+', '-'))"
    )
    return (
        f"CASE WHEN substr({text}, 5, 1) <> '-' THEN NULL WHEN {offset} "
        f"THEN try_cast({text} AS TIMESTAMPTZ) AT TIME ZONE 'Europe/London' "
        f"ELSE try_cast({text} AS TIMESTAMP) END"
    )


def _excel(text: str) -> str:
    days = f"try_cast({text} AS DOUBLE)"
    return (
        f"CASE WHEN {days} BETWEEN 1 AND {_EXCEL_LAST} "
        f"THEN {_EXCEL_DAY_ZERO} + to_seconds(round({days} * 86400)::BIGINT) END"
    )


def _quarter(text: str) -> str:
    """ "2025-Q1" and "Q1 2025" are of the calendar, "2025/26 Q1" and "Q1 2025-26" financial."""
    number = f"try_cast(regexp_extract({text}, '[Qq]([1-4])', 1) AS INTEGER)"
    year = f"regexp_extract({text}, '(\\d{{4}})', 1)"
    financial = f"regexp_matches({text}, '\\d{{4}}[/_-]\\d{{2}}')"
    month = f"({number} - 1) * 3 + CASE WHEN {financial} THEN 3 ELSE 0 END"
    return _months_into(year, month)


def _financial(year: str, quarter: str) -> str:
    """Quarter 1 of the financial year 2015/16 begins in April 2015."""
    number = f"try_cast(regexp_extract({quarter}, '^[Qq]? ?([1-4])(\\.0)?$', 1) AS INTEGER)"
    return _months_into(f"regexp_extract({year}, '^(\\d{{4}})', 1)", f"{number} * 3")


def _year_and_month(year: str, month: str) -> str:
    named = f"coalesce(month(try_strptime({month}, ['%b', '%B'])), try_cast({month} AS INTEGER))"
    valid = f"CASE WHEN {named} BETWEEN 1 AND 12 THEN {named} - 1 END"
    return _months_into(year, valid)


def _months_into(year: str, months: str) -> str:
    """The first of the month that lies so many months into a year."""
    return f"(try_strptime({year} || '-01', '%Y-%m') + to_months(({months})::INTEGER))::TIMESTAMP"


def parse_time(text: str) -> str:
    """SQL: a time of day as an interval since midnight: 23:30, 2330, 9:05 pm, Excel's 0.979."""
    clock = _strptime(text, _CLOCK)
    part = f"try_cast({text} AS DOUBLE)"
    return (
        f"CASE WHEN {part} > 0 AND {part} < 1 THEN to_seconds(round({part} * 86400)::BIGINT) "
        f"WHEN length({text}) > 11 THEN {_iso(text)} - date_trunc('day', {_iso(text)}) "
        f"ELSE {clock} - date_trunc('day', {clock}) END"
    )
