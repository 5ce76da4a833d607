"""What a forecast says, and what it cannot say."""

from __future__ import annotations

MESSAGES: dict[str, str] = {
    "forecast.next": (
        "In {month:month} {expected:figure} records are expected, and {low:count} to {high:count} "
        "would be no surprise."
    ),
    "forecast.total": (
        "In the {months:words} months to {last:month} {expected:figure} are expected "
        "({low:count} to {high:count})."
    ),
    "forecast.nothing": (
        "Nothing was recorded in {known:count} known {known:plural month months}, and nothing is "
        "expected; up to {high:count} {high:plural record records} in the next {months:words} "
        "{months:plural month months} would be no surprise."
    ),
    "forecast.above": (
        "{months:list} {n:plural stands stand} above a usual month by more than chance; "
        "{fullest:month} most, by {share:share}."
    ),
    "forecast.above_alone": (
        "{fullest:month} alone stands above a usual month by more than chance, by {share:share}."
    ),
    "forecast.none_above": (
        "No month stands out by more than chance; {fullest:month} is expected fullest, "
        "{share:share} above a usual month."
    ),
    "forecast.flat": "No month is expected to differ from a usual one.",
    "forecast.many": (
        "{rows:count} areas were forecast for the {months:words} {months:plural month months} to "
        "{last:month}; in none of them does a month stand above a usual one by more than chance."
    ),
    "forecast.many_above": (
        "{rows:count} areas were forecast for the {months:words} {months:plural month months} to "
        "{last:month}; in {above:words} of them some month stands above a usual one by more than "
        "chance."
    ),
    "forecast.checked": (
        "Made in the same way in {origins:words} earlier {origins:plural month months}, such "
        "forecasts were off by {error:figure} records a month; taking the same month of the latest "
        "year, by {naive:figure}."
    ),
    "forecast.no_better": (
        "Made in the same way in {origins:words} earlier {origins:plural month months}, such "
        "forecasts were off by {error:figure} records a month; taking the same month of the latest "
        "year, by {naive:figure}. This forecast is no better than that: do not rely on it."
    ),
    "forecast.better_rows": "It did better in {better:share} of the areas.",
    "forecast.covered": (
        "Of the months that came, {covered:share} fell inside their interval; {level:share} should."
    ),
    "forecast.not_covered": (
        "Too few past forecasts could be checked to set the intervals by; they allow for chance "
        "and ordinary scatter only."
    ),
    "forecast.unchecked": (
        "No forecast of the past could be checked against a later month, so nobody knows how good "
        "this one is."
    ),
    "forecast.too_few": (
        "Only {known:words} {known:plural month months} of records could be used, fewer than the "
        "{least:count} that show a year's season: take this as a rough level, not as a season."
    ),
    "forecast.break": (
        "Since {month:month} the records mean something else ({title}): only the {known:words} "
        "known {known:plural month months} since then {known:plural sets set} the level."
    ),
    "forecast.break_unseen": (
        "In {month:month} the records came to mean something else ({title}), and no month since is "
        "known: the level is still that of before."
    ),
    "forecast.limit.recorded": (
        "This expects what will be recorded, not what will happen, if things go on as they did."
    ),
    "forecast.limit.one_in": (
        "About {share:share} of months fall outside their interval by design; among "
        "{figures:count} forecast at once that is about {outside:count}."
    ),
    "forecast.limit.missing": (
        "{months:words} {months:plural month months} in between "
        "{months:plural was not sent; it is|were not sent; they are} left out."
    ),
    "forecast.limit.stale": "The newest {months:words} {months:plural month months} were not sent.",
    "forecast.limit.unseen": (
        "{months:list} {n:plural was were} never sent: a usual month is expected there."
    ),
    "forecast.limit.unusual": (
        "{first:month} to {last:month} were unlike other years; each of those months counts "
        "{weight:share} of one."
    ),
    "forecast.limit.unplaced": (
        "{share:share} of the records have no place and are not in the areas."
    ),
    "forecast.limit.late": (
        "{share:share} of the newest month's records are still to come: the level may be too low."
    ),
    "forecast.limit.added_up": (
        "The areas add up exactly to those they lie in; each was moved a little for that."
    ),
}
