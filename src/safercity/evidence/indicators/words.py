"""What this room says, as messages: plain English that a chair can read aloud."""

from __future__ import annotations

MESSAGES = {
    # ---- how it stands
    "indicators.too_few": "{name} has {known:words} {known:plural figure figures} to judge by; "
    "{needed:words} are needed before a change can be told from chance, so no verdict is given.",
    "indicators.too_few_since": "{name} has {known:words} {known:plural figure figures} since "
    "{reason}; {needed:words} are needed before a change can be told from chance.",
    "indicators.none_known": "{name} has no figure in any of the {periods:words} periods asked.",
    "indicators.all_zero": "Of {name} there was not one in any known period. That is not proof "
    "that there is none.",
    "indicators.steady": "{name} shows no real change: {value:figure}{unit} in {period}, "
    "within the {low:figure} to {high:figure} that chance gives around the usual "
    "{centre:figure}.",
    "indicators.steady_share": "{name} shows no real change: {value:share} in {period}, "
    "within the {low:share} to {high:share} that chance gives around the usual {centre:share}.",
    "indicators.steady_gap": "{name} is neither more nor less frequent than usual, as far as can "
    "be told: the newest gap, which ended on {period}, was of {value:figure}{unit}.",
    "indicators.newest_gap": "The newest gap, which ended on {period}, was of "
    "{value:figure}{unit}.",
    "indicators.since_long": "That is longer than chance gives: they may have become rarer.",
    "indicators.baseline_broken": "The baseline lies before a change in what is recorded, so the "
    "target must be set anew before it can be judged.",
    "indicators.earlier": "But {number:words} of the {of:words} figures before it "
    "{number:plural stands stand} out, so it is worth asking what happened then.",
    "indicators.improving": "{name} is really changing for the better: {signal}.",
    "indicators.worsening": "{name} is really changing for the worse: {signal}.",
    "indicators.higher": "{name} is really higher than it was: {signal}. Higher is neither good "
    "nor bad by itself.",
    "indicators.lower": "{name} is really lower than it was: {signal}. Lower is neither good nor "
    "bad by itself.",
    "indicators.mixed": "{name} is changing, but its signs point both ways: {signal}.",
    "indicators.newest": "The newest figure, for {period}, is {value:figure}{unit}; usual "
    "is {centre:figure}, and chance gives {low:figure} to {high:figure}.",
    "indicators.newest_share": "The newest figure, for {period}, is {value:share}; usual is "
    "{centre:share}, and chance gives {low:share} to {high:share}.",
    "indicators.gap_usual": "Usually {centre:figure} {what} pass between two events; up to "
    "{high:figure} is chance.",
    "indicators.since_last": "Since the last one, on {day}, {days:count} "
    "{days:plural day days} had passed by {until}.",
    "indicators.companion": "Read it with {companion}, which helps to say why.",
    # ---- the target
    "indicators.will_hit": "As things are, the target of {value:figure} will be met whatever "
    "chance does.",
    "indicators.will_miss": "As things are, the target of {value:figure} by {by} will not "
    "be met: even a lucky period falls short. Something has to change.",
    "indicators.hit_and_miss": "As things are, the target of {value:figure} will be met in some "
    "periods and missed in others by chance alone.",
    "indicators.will_hit_share": "As things are, the target of {value:share} will be met whatever "
    "chance does.",
    "indicators.will_miss_share": "As things are, the target of {value:share} by {by} will "
    "not be met: even a lucky period falls short. Something has to change.",
    "indicators.hit_and_miss_share": "As things are, the target of {value:share} will be met in "
    "some periods and missed in others by chance alone.",
    "indicators.not_judged": "The target of {value:figure} is shown, but nothing is promised of it "
    "yet.",
    "indicators.not_judged_share": "The target of {value:share} is shown, but nothing is promised "
    "of it yet.",
    "indicators.no_gap_target": "The target is set for counts, and is not judged on the days "
    "between events.",
    "indicators.on_course": "It is ahead of the line from baseline to target.",
    "indicators.off_course": "It is behind the line from baseline to target.",
    "indicators.course_chance": "The newest figure is {side} the line from baseline to target, by "
    "no more than chance allows.",
    "indicators.promise_changing": "It is changing, so this may not hold.",
    # ---- where limits begin anew
    "indicators.rebased": "From {period} the limits are drawn anew: {reason}.",
    "indicators.recording": "From {period} what is recorded changed ({reason}), so figures "
    "before and after are not compared.",
    # ---- what is missing
    "indicators.missing": "{number:words} of {of:words} periods "
    "{number:plural is are} missing, not low.",
    "indicators.provisional": "{period} is still filling up ({late:share} to come), and is "
    "not judged.",
    # ---- why this chart, and what it cannot tell
    "indicators.kind_measure": "An XmR chart, because this is a measured figure.",
    "indicators.kind_plain": "{chart} chart: figures scatter as chance alone would have them.",
    "indicators.kind_overdispersed": "{chart} chart: figures scatter {overdispersion:figure} "
    "times as widely as chance alone would have them, and the limits allow for it.",
    "indicators.kind_g": "A g chart of opportunities between events, because there are "
    "{mean_count:figure} a period.",
    "indicators.kind_t": "A t chart of days between events, because there are "
    "{mean_count:figure} a period.",
    "indicators.kind_exact": "{chart} chart with exact limits, because there are "
    "{mean_count:figure} a period; the days of the events would tell a change sooner.",
    "indicators.kind_person": "{chart} chart, chosen by a person and not by the rule.",
    "indicators.rules": "Signals: a figure outside the limits, {run:words} in a row on one side, "
    "{trend:words} in a row rising or falling, or two of three near a limit. Of a hundred "
    "indicators in which nothing happens one to three show one in the newest figure, and about "
    "thirty somewhere in three years, by chance.",
    "indicators.seasons": "The limits know nothing of the time of year: a winter that comes every "
    "year can look like a change.",
    "indicators.whole_phase": "The limits come from the same figures that they judge.",
    "indicators.unplaced": "{share:share} of the records have no place and are in no figure for "
    "an area.",
    "indicators.caveat": "{text}",
    # ---- frozen areas and the rolling list
    "indicators.frozen_better": "The {areas:words} {areas:plural area areas} chosen at the "
    "baseline did better than the {matched:words} they are matched with: {change:share} {less} "
    "than expected (likely {low:figure} to {high:figure} times).",
    "indicators.frozen_worse": "The {areas:words} {areas:plural area areas} chosen at the "
    "baseline did worse than the {matched:words} they are matched with: {change:share} {less} "
    "than expected (likely {low:figure} to {high:figure} times).",
    "indicators.frozen_same": "The {areas:words} {areas:plural area areas} chosen at the "
    "baseline and the {matched:words} they are matched with changed alike, as far as can be told: "
    "{ratio:figure} times what was expected, likely {low:figure} to {high:figure}.",
    "indicators.frozen_changed": "The {areas:words} {areas:plural area areas} chosen at the "
    "baseline changed otherwise than the {matched:words} they are matched with: {ratio:figure} "
    "times what was expected, likely {low:figure} to {high:figure}. Which way is better is not "
    "said.",
    "indicators.frozen_not_judged": "The {areas:words} {areas:plural area areas} chosen at the "
    "baseline {areas:plural stands stand} at {ratio:figure} times what their matches would have "
    "them (likely {low:figure} to {high:figure}), but no verdict is given.",
    "indicators.frozen_chosen": "The months before are those that chose the areas, so a fall was "
    "to be expected without any work.",
    "indicators.frozen_few_months": "There are too few months: {before:count} before and "
    "{after:count} after.",
    "indicators.frozen_few_areas": "Fewer than three areas on one side tell too little.",
    "indicators.frozen_counts": "They went from {before:figure} to {after:figure} a month, their "
    "matches from {matched_before:figure} to {matched_after:figure}.",
    "indicators.frozen_limit": "Matched areas are alike in what was measured, not in everything.",
    "indicators.frozen_dropped": "{number:count} {number:plural month months} that some area did "
    "not send are left out for all.",
    "indicators.rolling": "A list drawn up anew always seems to improve: over {lists:words} lists, "
    "places fell to {ratio:figure} times their own level in the {months:words} months after they "
    "were listed, because they were listed when they were high. It is no measure of work.",
    "indicators.rolling_few": "There are too few months to draw up a list and see what followed.",
    "indicators.rolling_limit": "Progress is told by the areas frozen at the baseline, never by "
    "this list.",
}
