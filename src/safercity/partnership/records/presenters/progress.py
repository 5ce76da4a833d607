"""How far a job over the records is, and where the edition stands, in words."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safercity.evidence.assess.standing import Standing
from safercity.partnership.common.in_words import write_month
from safercity.partnership.jobs.queries import Job
from safercity.partnership.records.queries import UNDER_WAY

READING = gettext_lazy("Rows are being read.")
COUNTING = gettext_lazy("Records are being counted by area and month.")
PLACES = gettext_lazy("High-demand places are being found.")
HOT_SPOTS = gettext_lazy("Hot spots are being found.")
SEASONS = gettext_lazy("Seasons and forecasts are being worked out.")
NEWS = gettext_lazy("What is new is being looked for.")
RISKS = gettext_lazy("Groups and areas at risk are being compared.")
EFFECTS = gettext_lazy("What could be seen of an intervention is being worked out.")
COMPARING = gettext_lazy("Findings are being compared with earlier ones.")
THEMES = gettext_lazy("Themes are being described.")
# A name that ends with a space or a colon is how several steps begin.
STEPS = {
    "Geography": gettext_lazy("Boundaries are being laid out."),
    "Loading ": READING,
    "Reading ": READING,
    "Cleaning": READING,
    "Locating": gettext_lazy("Rows are being placed on the map."),
    "Judging": gettext_lazy("Each row is being judged."),
    "Recording in the ledger": gettext_lazy("Rows are being recorded."),
    "Opening the records": gettext_lazy("The records are being opened."),
    "Counting by ": COUNTING,
    "Counts by month": COUNTING,
    "overlay": COUNTING,
    "Finding places": PLACES,
    "agencies": PLACES,
    "ranking": PLACES,
    "weightings": PLACES,
    "density": PLACES,
    "concentration by chance": PLACES,
    "Naming places": gettext_lazy("Places are being named."),
    "Trends of places": gettext_lazy("Trends of places are being worked out."),
    "Scoring an earlier list on months it did not see": COMPARING,
    "Areas frozen at the baseline": COMPARING,
    "Beside the last assessment": COMPARING,
    "Beside similar areas": gettext_lazy("The area is being compared with similar ones."),
    "hot spots": HOT_SPOTS,
    "hot spots by period": HOT_SPOTS,
    "Hot spots of themes": HOT_SPOTS,
    "How the picture of themes changed": HOT_SPOTS,
    "Profiles of themes": THEMES,
    "What themes are made of": THEMES,
    "Seasons and forecasts": SEASONS,
    "seasons": SEASONS,
    "Forecasts:": SEASONS,
    "Gathering what is watched": NEWS,
    "rise replicas": NEWS,
    "scan replicas": NEWS,
    "looks of a quiet city": NEWS,
    "shuffles": NEWS,
    "Groups at risk": RISKS,
    "Where risks meet": RISKS,
    "profile of risk": RISKS,
    "meeting of measures": RISKS,
    "Candidate priorities": gettext_lazy("Candidate priorities are being compared."),
    "Indicators": gettext_lazy("Indicators are being worked out."),
    "What could be seen before spending": EFFECTS,
    "effect:": EFFECTS,
    "Writing the edition": gettext_lazy("The edition is being written."),
}


@dataclass(frozen=True)
class Loading:
    """Files that are being read once more. `state`: "on", "over", or "failed"."""

    state: str
    progress: str


def present_loading(job: Job | None) -> Loading:
    """How far the reading is; over where there is none."""
    if job is None or job.state == Job.State.DONE:
        return Loading("over", "")
    return Loading("on" if job.state in UNDER_WAY else "failed", say_progress(job.progress))


def say_progress(told: str) -> str:
    """How far a job is: what it does in words, with the numbers that it gives ("(3 of 19)").

    A step that has no words here is told by its numbers alone.
    """
    step, opens, numbers = told.rpartition(" (")
    if not opens or not numbers.endswith(")"):
        step, numbers = told, ""
    begun = next((name for name in STEPS if name[-1] in " :" and step.startswith(name)), "")
    words = STEPS.get(step) or STEPS.get(begun) or ""
    return f"{words} ({_say_numbers(numbers)}".strip() if numbers else str(words)


def _say_numbers(numbers: str) -> str:
    done, _of, total = numbers.rstrip(")").partition(" of ")
    return _("%(done)s of %(total)s") % {"done": done, "total": total} + ")"


def say_edition_progress(job: Job | None) -> str:
    """What a job for an edition told: while it runs its step, afterwards its own sentence."""
    if job is None:
        return ""
    return say_progress(job.progress) if job.state in UNDER_WAY else job.progress


def present_standing(standing: Standing | None) -> dict[str, str]:
    """The edition's last month and the day it was made, in words; nothing before the first."""
    if standing is None:
        return {}
    made = date_format(datetime.fromisoformat(standing.made_at), "j F Y, H:i")
    return {"as_of": write_month(standing.as_of), "made": made}
