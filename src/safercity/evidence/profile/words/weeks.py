"""What weeks say: hours, days, nights."""

from __future__ import annotations

from collections.abc import Mapping

MESSAGES: Mapping[str, str] = {
    "profile.week_none": "No record has a known time.",
    "profile.week_too_few": "{count:count} {count:plural record records} have a known time, and an "
    "hour-of-week profile needs {fewest:count}: nothing is said about one.",
    "profile.week": "Of {count:count} records with a known time {share:share} fall into the "
    "busiest hour, {day} from {hour}, with allowance for having looked at all 168.",
    "profile.week_no_hour": "Of {count:count} records with a known time no single hour of the "
    "week clearly stands out.",
    "profile.week_day": "{day} is the busiest day, counted from {begins} to {begins}: "
    "{share:share} of the week (likely {low:share} to {high:share}; even would be {even:share}).",
    "profile.week_even": "No day, counted from {begins} to {begins}, clearly stands out.",
    "profile.night_share": "{share:share} (likely {low:share} to {high:share}) fall into the "
    "nights of {nights:list}, {opens} to {closes}, {hours:count} of the week's 168 hours.",
    "profile.night_ratio": "For each hour that is {ratio:figure} times as many as in the rest of "
    "the week (likely {low:figure} to {high:figure}).",
    "profile.night_ratio_unclear": "For each hour that is not clearly more or fewer than in the "
    "rest of the week: anything from {low:figure} to {high:figure} times would fit.",
    "profile.night_bounds": "Where only a span is known it may have been earlier or later: at the "
    "extremes the share of these nights is {least:share} or {most:share}.",
    "profile.limit.untimed": "{share:share} of the records have no known time and are in no "
    "figure.",
    "profile.limit.spans": "{share:share} are told as a span of more than an hour and are spread "
    "evenly over it ({long:share} of more than a day, which tell little of the hour).",
    "profile.limit.midnight": "{share:share} are timed at midnight exactly, as a time that nobody "
    "knew often is; without them these nights have {without:share}.",
    "profile.limit.on_the_hour": "{share:share} are timed on the hour exactly: times are rounded.",
    "profile.limit.clock": "Times are local. On the night when clocks change one hour comes twice "
    "or never.",
}
