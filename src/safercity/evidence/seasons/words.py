"""What the room says: message ids and their English."""

from __future__ import annotations

WHO = "{theme:title}{within}{place:title}"
RISES = WHO + (
    ", about {change:share} ({low:share} to {high:share}) above an average month; it was so in "
    "{above:count} of {years:count} years."
)

MESSAGES: dict[str, str] = {
    "seasons.indices": "{known:words} series {known:plural has have} enough years to tell a "
    "season; {called:words} {called:plural shows show} months clearly above or below the average.",
    "seasons.indices_none": "{known:words} series {known:plural has have} enough years to tell a "
    "season; none shows months clearly above or below the average.",
    "seasons.indices_short": "No series has enough years to tell a season.",
    "seasons.tests": "{tests:count} months of the year were tested together; of those called, "
    "about {share:share} at most may be chance.",
    "seasons.rows_too_few": "{count:words} {count:plural has have} fewer than {years:words} full "
    "years in use: no season is told.",
    "seasons.rows_no_records": "{count:words} {count:plural has have} no records in these months.",
    "seasons.pooled": "{count:words} with fewer than {below:figure} records a month "
    "{count:plural leans lean} on the season of the group, which counts for about "
    "{strength:figure} records in each month of the year.",
    "seasons.pooled_whole": "{count:words} with fewer than {below:figure} records a month "
    "{count:plural is are} given the season of the group: their own counts show no other.",
    "seasons.parted": "In {series:words} series trend and season were taken apart; the season "
    "holds {share:share} of what moves about the trend (some of that by chance).",
    "seasons.nothing_to_part": "Nothing was recorded in these months: no trend, no season.",
    "seasons.parted_short": "With {months:count} months, fewer than three years, much of what "
    "looks like season is chance.",
    "seasons.parted_small": "{count:words} series {count:plural has have} fewer than "
    "{below:figure} records a month, too few to be taken apart: ask for indices instead.",
    "seasons.filled": "{months:words} missing {months:plural month months} "
    "{months:plural was were} filled with what level and season would give: a guess, not a count.",
    "seasons.peak": WHO + " is usually highest {when}, about "
    "{change:share} ({low:share} to {high:share}) above an average month; it was so in "
    "{above:count} of {years:count} years.",
    "seasons.also_high": "{months:list} {n:plural is are} above the average too.",
    "seasons.low": "It is usually lowest {when}, about {change:share} ({low:share} to "
    "{high:share}) below; it was so in {above:count} of {years:count} years.",
    "seasons.low_only": WHO + " is usually lowest {when}, about "
    "{change:share} ({low:share} to {high:share}) below an average month; it was so in "
    "{above:count} of {years:count} years.",
    "seasons.no_clear_season": WHO + " has no clear season: not even {months}, "
    "the highest month, is surely above the average (anything from {low:share} to {high:share} "
    "would fit).",
    "seasons.no_clear_season_close": WHO + " has no clear season: the highest month, {months}, "
    "stands at {low:share} to {high:share} above the average, but among twelve months chance alone "
    "often makes one so.",
    "seasons.too_few": WHO + ": a season needs {years:words} full years, and "
    "{used:count} {used:plural month months} {used:plural is are} in use; none is told.",
    "seasons.no_records": WHO + ": nothing was recorded in these months.",
    "seasons.months_unknown": "{months:list} {n:plural was were} sent for fewer than {years:words} "
    "years, or when next to nothing was recorded, and {n:plural is are} in no average.",
    "seasons.alone": "With fewer than {below:figure} records a month the figures are wide; look at "
    "the theme as a whole, or at more places together.",
    "seasons.limit.chosen": "The months were chosen because they were highest or lowest, so their "
    "figures lean a little that way.",
    "seasons.effect_times": "{effect:title}: " + WHO + ", about {ratio:figure} times what such a "
    "{period} brings otherwise (likely {low:figure} to {high:figure}).",
    "seasons.effect_more": "{effect:title}: " + WHO + ", about {change:share} above what such a "
    "{period} brings otherwise (likely {low:share} to {high:share}).",
    "seasons.effect_fewer": "{effect:title}: " + WHO + ", about {change:share} below what such a "
    "{period} brings otherwise (likely {low:share} to {high:share}).",
    "seasons.no_effect": "Nothing in the calendar clearly brings more or fewer records than such a "
    "{period} does otherwise.",
    "seasons.no_effect_tested": "There are too few days or records to tell any effect.",
    "seasons.more_effects": "{count:words} more {count:plural is are} in the table.",
    "seasons.effect_tests": "{tests:count} effects were tested together; of those called, about "
    "{share:share} at most may be chance.",
    "seasons.effects_untold": "Not told, for want of days, years or records: {effects:list}.",
    "seasons.calendar": "{entries:words} {entries:plural rise rises} of the year "
    "{entries:plural is are} told for {series:words} series.",
    "seasons.calendar_empty": "No series shows a month clearly above its average.",
    "seasons.calendar_now": "Now, {when}: " + RISES,
    "seasons.calendar_soon": "Within a week, {when}: " + RISES,
    "seasons.calendar_next": "In {weeks:words} {weeks:plural week weeks}, {when}: " + RISES,
    "seasons.calendar_shared": "{pooled:count} of the rises lean on the season that a place shares "
    "with its group: its own records are too few to tell.",
    "seasons.calendar_expected": "About {expected:count} a month are expected then (a single month "
    "may bring {low:count} to {high:count}).",
    "seasons.whole_year": "{whole:words} {whole:plural rise rises} of the year "
    "{whole:plural is are} told for the whole area, of {themes:words} "
    "{themes:plural theme themes}, and {places:words} {places:plural rise rises} for single "
    "places.",
    "seasons.limit.each_alone": "Each theme was tested by itself: of the rises told of one, about "
    "{share:share} at most may be chance.",
    "seasons.limit.by_theme": "Gaps, changes in what is recorded and records without a place "
    "differ from theme to theme: they are told with each.",
    "seasons.limit.recorded": "These are records, not events: what is reported and written down "
    "has seasons too.",
    "seasons.limit.left_out": "{first:month} to {last:month} are left out: {reason}.",
    "seasons.limit.break": "What is recorded changed in {month:month} ({title}): months are "
    "compared before it and after it, never across.",
    "seasons.limit.missing_months": "{months:words} {months:plural month months} were not sent in "
    "full: missing, not low.",
    "seasons.limit.missing_days": "{days:count} {days:plural day days} were not sent: missing, not "
    "low.",
    "seasons.limit.stand_ins": "The usual dates were taken, not the partnership's own list, for: "
    "{effects:list}.",
    "seasons.limit.cause": "A day that brings more is no cause: what falls on it, and what is "
    "recorded the day after, is in it too.",
    "seasons.limit.by_month": "Counts by month tell nothing of single days: only how a month's "
    "weekend days and bank holidays go with its count, the number of days being taken out.",
    "seasons.limit.unplaced": "{share:share} of the records have no place.",
    "seasons.limit.late": "About {share:share} of the newest month is still to come.",
}
