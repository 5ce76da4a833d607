"""What this room says, as messages: plain English that a chair can read aloud."""

from __future__ import annotations

_RANGE = "(the figures allow {low:share} to {high:share})"
_EITHER = (
    "anything from a fall of {low:share} to a rise of {high:share} fits the figures, so no change "
    "can be told from chance"
)


def _three(method: str, *, about: str) -> dict[str, str]:
    """A method's sentence for a fall, a rise, and neither."""
    return {
        f"effects.{method}_fell": f"{about} incidents came down by {{change:share}} {_RANGE}.",
        f"effects.{method}_rose": f"{about} incidents went up by {{change:share}} {_RANGE}.",
        f"effects.{method}_unclear": f"{about} {_EITHER}.",
        f"effects.{method}_vague": f"{about} the figures are too few to say anything.",
    }


MESSAGES = {
    # ---- the verdict
    "effects.worked": "In {place} there were {change:share} fewer incidents than areas like it "
    "would lead one to expect (the figures allow {low:share} to {high:share} fewer), and separate "
    "ways of looking agree: it probably worked.",
    "effects.rose": "In {place} there were {change:share} more incidents than areas like it would "
    "lead one to expect (the figures allow {low:share} to {high:share} more), and separate ways of "
    "looking agree: it did not bring them down.",
    "effects.no_change": "In {place} no change can be told from chance: set against areas like it, "
    "anything from {low:share} fewer incidents to {high:share} more fits the figures.",
    "effects.no_change_vague": "In {place} the figures are too few to say anything: even ten times "
    "as many incidents as expected would fit.",
    "effects.disagree": "Whether it worked in {place} cannot be said, because the ways of looking "
    "disagree: {says:list}.",
    "effects.not_judged": "Whether it worked in {place} cannot be judged from these figures.",
    "effects.doubt_chosen": "The months that made the place be chosen are the only ones before it, "
    "and what was high falls back by itself; too few other areas were as high to say by how much.",
    "effects.doubt_months": "There are {before:words} usable {before:plural month months} before "
    "and {after:words} after; {fewest_before:words} and {fewest_after:words} are needed.",
    "effects.doubt_areas": "There are {areas:words} areas to compare with; {fewest:words} are "
    "needed to see how areas differ by themselves.",
    "effects.doubt_few": "There were {before:count} incidents before, and {expected:figure} were "
    "to be expected after: too few for any fall to show.",
    # ---- the figures
    "effects.counted": "There were {before:figure} incidents a month before and {after:figure} "
    "since; in the areas it is compared with, {other_before:figure} and {other_after:figure} each.",
    "effects.prevented": "That is about {value:count} fewer incidents over {months:words} "
    "{months:plural month months}, {low:count} to {high:count}.",
    "effects.against_change": "It is compared with {areas:words} {areas:plural area areas} over "
    "{before:words} months before and {after:words} since.",
    "effects.against_level": "It is set against areas that had been as high, over {earlier:words} "
    "months before and {after:words} since, and against the change in {areas:words} "
    "{areas:plural area areas} most like it.",
    "effects.against_chosen": "The {chosen:words} months that made the place be chosen are left "
    "out of that change.",
    "effects.could_see": "With these figures a fall smaller than about {fall:share} would "
    "probably not have been seen.",
    "effects.could_not_see": "With these figures no fall, however large, would surely have been "
    "seen.",
    # ---- next door
    "effects.ring_fell": "Around it incidents came down too, by {change:share} "
    f"{_RANGE}: the benefit may have spread.",
    "effects.ring_rose": "Around it incidents went up by {change:share} "
    f"{_RANGE}: some may have moved next door.",
    "effects.ring_unclear": "Around it there is no sign that incidents moved, though anything from "
    "a fall of {low:share} to a rise of {high:share} fits the figures.",
    "effects.ring_vague": "Around it the figures are too few to say whether anything moved.",
    "effects.moved_away": "Counted with the areas around it no gain is left that chance would not "
    "give: it may only have moved.",
    "effects.ring_none": "Whether it moved next door was not looked at: no ring of areas around it "
    "was given.",
    # ---- warnings
    "effects.other": "{names:list} ran in the same place in these months; their effects cannot be "
    "told apart from this one.",
    "effects.other_compared": "{names:list} ran in areas it is compared with, which may hide an "
    "effect or feign one.",
    "effects.break": "What is recorded changed in {month:month} ({title}); areas it touched alike "
    "still compare.",
    "effects.missing": "{number:words} {number:plural month months} in these years "
    "{number:plural is are} missing and left out.",
    "effects.unplaced": "{share:share} of the records have no place and are not counted here.",
    "effects.late": "{share:share} of the newest month's records are still to come.",
    "effects.dropped": "{number:words} of the areas to compare with "
    "{number:plural has have} gaps in these months.",
    "effects.back_above": "In the months that made it be chosen it stood {above:share} above its "
    "own mean; {fall:share} of that level would be expected to go with nothing done.",
    "effects.back_plain": "From the level at which it was chosen, a fall of {fall:share} would be "
    "expected with nothing done.",
    "effects.back_none": "It was hardly above what is usual for it when it was chosen, so little "
    "would have fallen back by itself.",
    "effects.back_unknown": "How high it stood when it was chosen is not known.",
    # ---- single methods
    **_three("difference", about="Against how the other areas went,"),
    **_three("ratio", about="Against the one comparison,"),
    **_three("level", about="Against areas that had been as high,"),
    **_three("series", about="Against its own past, season and slope,"),
    **_three("series_beside", about="Against its own past beside the comparison,"),
    "effects.synthetic_fell": "Incidents were {change:share} below a mixture of {units:words} "
    "other {units:plural area areas} that had gone the same way; of {number:count} areas it is "
    "number {rank:count} by how far it left its own mixture.",
    "effects.synthetic_rose": "Incidents were {change:share} above a mixture of {units:words} "
    "other {units:plural area areas} that had gone the same way; of {number:count} areas it is "
    "number {rank:count} by how far it left its own mixture.",
    "effects.wdd_fewer": "Measured in {of}, there was {size:count} less {where} than there would "
    "have been without it ({low:count} to {high:count} less).",
    "effects.wdd_more": "Measured in {of}, there was {size:count} more {where} than there would "
    "have been without it ({low:count} to {high:count} more).",
    "effects.wdd_unclear": "Measured in {of}, anything from {low:count} less to {high:count} more "
    "{where} than without it fits the figures.",
    "effects.wdq_spread": "The benefit seems to have spread around it (a quotient of "
    "{quotient:figure}).",
    "effects.wdq_none": "The ring around it changed as its control did: nothing moved, nothing "
    "spread.",
    "effects.wdq_some_moved": "Some of the gain seems to have moved around it, but less than was "
    "gained (a quotient of {quotient:figure}).",
    "effects.wdq_all_moved": "More seems to have moved around it than was gained (a quotient of "
    "{quotient:figure}).",
    "effects.wdq_no_gain": "The displacement quotient cannot be read: the area did no better than "
    "its control, so there is no gain that could have moved.",
    "effects.wdq_control_empty": "The displacement quotient cannot be read: its control had no "
    "incidents in one of the periods.",
    "effects.wdq_few": "The displacement quotient cannot be read: the area has fewer than five "
    "incidents in one of the periods.",
    "effects.e_test_differ": "{first:count} and {second:count} differ by more than chance "
    "usually gives (p = {p:figure}).",
    "effects.e_test_alike": "{first:count} and {second:count} differ by no more than chance "
    "often gives (p = {p:figure}).",
    "effects.match_alike": "{number:words} of {of:count} areas were picked for being like it in "
    "{things:list}.",
    "effects.match_apart": "{number:words} of {of:count} areas were picked for being like it in "
    "{things:list}, but they are not truly like it in {apart:list}.",
    "effects.buffers": "{number:words} {number:plural unit units} within {metres:count} metres "
    "make the ring around the treated area, {control:words} the ring around its comparison.",
    "effects.power_monthly": "{monthly:figure} incidents a month are recorded there.",
    "effects.power": "With {before:words} months before, {after:words} after and {units:words} "
    "areas to compare with, a fall of {fall:share} or more would be seen in {power:share} of "
    "cases.",
    "effects.power_none": "With {before:words} months before, {after:words} after and "
    "{units:words} areas to compare with, not even a fall to almost nothing would surely be "
    "seen.",
    "effects.cost_unknown": "It cost £{cost:count}; what it prevented cannot be said.",
    "effects.cost_each": "It cost £{cost:count}: £{value:count} for each incident prevented, "
    "£{low:count} to £{high:count}.",
    "effects.cost_open": "It cost £{cost:count}: £{value:count} for each incident prevented, "
    "at best £{low:count}, with no upper limit, since it may have prevented none.",
    "effects.cost_harm": "That is £{value:count} for each {unit} prevented, at best £{low:count}.",
    "effects.cost_none": "It cost £{cost:count}, and no incident can be shown to have been "
    "prevented.",
    "effects.benefit_sure": "Each pound saved society £{value:figure} (£{low:figure} to "
    "£{high:figure}): more than it cost.",
    "effects.benefit_maybe": "Each pound saved society about £{value:figure}, but anything from "
    "£{low:figure} to £{high:figure} fits, so it may not have paid for itself.",
    "effects.benefit_not": "Each pound saved society £{value:figure} (£{low:figure} to "
    "£{high:figure}): less than it cost.",
    # ---- limits
    "effects.limit_why": "Figures say that something changed there and not elsewhere, never why.",
    "effects.limit_many": "Of forty places in which nothing was done one or two would still be "
    "said to have changed; ask of the places one chose beforehand, not of all.",
    "effects.limit_activity": "Where police action itself creates records (drugs, weapons) a rise "
    "can be the work and not the harm.",
    "effects.limit_paths": "The other areas' path is taken for what would have been.",
    "effects.limit_together": "The {units:count} units of the place are taken to drift each by "
    "itself; if they move together the interval is too narrow. Units as large as the place tell it "
    "better.",
    "effects.limit_few_units": "With {units:words} {units:plural area areas} to compare with, how "
    "areas differ by themselves is guessed from half-years within them.",
    "effects.limit_chance_only": "The interval allows for chance alone; counts that cluster need a "
    "wider one.",
    "effects.limit_no_interval": "A quotient has no interval and is never read alone.",
    "effects.limit_placebos": "The rank can never be rarer than {least:share}.",
    "effects.limit_misfit": "The mixture missed the area by {share:share} before it began, so it "
    "says little about after.",
    "effects.limit_level": "Other areas' falling back is taken for this one's.",
    "effects.limit_beyond": "No other area had been as high, so the figure leans on a line through "
    "lower ones.",
    "effects.limit_shrunk": "The expected fall takes all areas to be of one kind.",
    "effects.limit_series": "Without a comparison, whatever else began that month counts as the "
    "effect.",
    "effects.limit_own_drift": "Areas that drift by themselves from year to year stray further "
    "than this interval says.",
    "effects.limit_break": "A jump is allowed for in {month:month}, when recording changed.",
    "effects.limit_match": "Alike before is no promise of alike after.",
    "effects.limit_moved": "What moves further, to another hour or another kind is not seen.",
    "effects.limit_costs": "Unit costs are taken as known; the interval is that of the incidents.",
    "effects.limit_power": "As good as the guesses of how much counts scatter and areas drift.",
    # ---- a method's word in a list
    "effects.says_fell": "{method} shows a fall of {change:share}",
    "effects.says_rose": "{method} shows a rise of {change:share}",
    "effects.says_unclear": "{method} shows nothing that chance would not give",
}

METHODS = {
    "difference": "the change against other areas",
    "level": "the comparison with areas that were as high",
    "synthetic": "the mixture of other areas",
    "series": "its own past beside the comparison",
    "difference_of_counts": "the displacement difference",
    "rate_ratio": "the plain ratio of rates",
}
"""How each method is called in a sentence, by the name in tables."""
