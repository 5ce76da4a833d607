"""A question to the evidence that was made here: as content, in words, and its answer today."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import asdict
from functools import lru_cache
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from safercity.documents.edition_view import Edition, read_table
from safercity.documents.measures import Definition, TargetPlan, TargetStep
from safercity.evidence import indicators
from safercity.evidence.findings import say as say_statement
from safercity.evidence.indicators.words import MESSAGES
from safercity.evidence.taxonomy import load_taxonomy, say
from safercity.evidence.taxonomy.asked import (
    CITY,
    FROZEN,
    Counted,
    EvidenceQuestion,
    check_question,
)
from safercity.evidence.taxonomy.indicators import BaselinePeriod
from safercity.partnership.common.content import find_own_content
from safercity.partnership.common.in_words import say_period
from safercity.partnership.performance.models import Frequency, Measure, Scope
from safercity.partnership.performance.queries.charting import Charted, make_point
from safercity.partnership.sharing.queries import Marked, VisibleEdition

RESIDENTS, PER = "residents", 1_000
Choice = tuple[str, str]
Group = tuple[str, tuple[Choice, ...]]
KINDS = {"theme": "themes", "category": "categories"}


def read_question(content: Mapping[str, Any] | None) -> EvidenceQuestion | None:
    """A question from its content; None without one."""
    if not content:
        return None
    out_of = content.get("out_of")
    return EvidenceQuestion(
        Counted(**content["counted"]),
        content.get("area", CITY),
        content.get("per_residents"),
        Counted(**out_of) if out_of else None,
    )


def as_content(question: EvidenceQuestion) -> dict[str, Any]:
    """A question as it is kept and exported: what is not asked is left out."""
    told = asdict(question, dict_factory=lambda pairs: {k: v for k, v in pairs if v})
    return dict(told)


def write_question(counted: str, *, area: str, out_of: str) -> dict[str, Any] | None:
    """The content of what a form chose; None where nothing is counted."""
    if not counted:
        return None
    is_rate = out_of == RESIDENTS
    return as_content(
        EvidenceQuestion(
            _split(counted),
            area or CITY,
            PER if is_rate else None,
            _split(out_of) if out_of and not is_rate else None,
        )
    )


def split_question(content: Mapping[str, Any] | None) -> dict[str, str]:
    """The choices of a form that a question stands for."""
    question = read_question(content)
    if question is None:
        return {}
    base = _join(question.out_of) if question.out_of else ""
    out_of = RESIDENTS if question.per_residents else base
    return {"counted": _join(question.counted), "area": question.area, "out_of": out_of}


def _split(choice: str) -> Counted:
    agency, kind, name = choice.split("/")
    return Counted(agency, **{kind: name})


def _join(counted: Counted) -> str:
    return "/".join(counted.names)


def scope_of(question: EvidenceQuestion) -> str:
    """Where a question counts, as a definition sheet says it."""
    return {CITY: Scope.CITY.value, FROZEN: Scope.HIGH_DEMAND.value}.get(
        question.area, Scope.WARD.value
    )


def find_unknown(question: EvidenceQuestion) -> list[str]:
    """What of a question the taxonomy does not know, or that it asks of itself."""
    taxonomy = load_taxonomy(find_own_content())
    known = {kind: set(getattr(taxonomy, kind)) for kind in ("agencies", *KINDS.values())}
    return check_question(question, known)


def say_question(question: EvidenceQuestion, edition: Edition | None = None) -> tuple[str, str]:
    """What is counted and out of what, in words; "" for a count. `edition`: names the ward."""
    where = say_area(question.area, edition)
    words = _("Records of %(agency)s about %(what)s %(where)s.")
    numerator = words % (_name(question.counted) | {"where": where})
    if question.per_residents:
        per = f"{question.per_residents:,}"
        return numerator, _("%(per)s residents %(where)s.") % {"per": per, "where": where}
    if question.out_of:
        return numerator, words % (_name(question.out_of) | {"where": where})
    return numerator, ""


def say_unit(question: EvidenceQuestion, frequency: str) -> str:
    """What stands after a figure of it: "a month", "a month per 1,000 residents", "of records"."""
    if question.out_of:
        return _("of records")
    units = {Frequency.MONTH: _("a month"), Frequency.QUARTER: _("a quarter"),
             Frequency.YEAR: _("a year")}  # fmt: skip
    unit = {str(key): words for key, words in units.items()}.get(str(frequency), "")
    if not question.per_residents:
        return unit
    per = f"{question.per_residents:,}"
    return _("%(unit)s per %(per)s residents") % {"unit": unit, "per": per}


def say_area(area: str, edition: Edition | None = None) -> str:
    """Where, after "records about …": in the whole area, in a ward."""
    if area == CITY:
        return _("in the whole area")
    if area == FROZEN:
        return _("in the high-demand areas frozen at the baseline")
    wards = dict(read_table(edition, "counts").get("areas", ())) if edition else {}
    return _("in the ward %(ward)s") % {"ward": wards.get(area, area)}


def _name(counted: Counted) -> dict[str, str]:
    taxonomy, language = load_taxonomy(find_own_content()), (get_language() or "en")[:2]
    agency, kind, name = counted.names
    known, told = taxonomy.agencies.get(agency), getattr(taxonomy, KINDS[kind]).get(name)
    what = say(told.title, language) if told else name
    return {
        "agency": say(known.title, language) if known else agency,
        "what": f"“{what}”",
    }


def answer(edition: VisibleEdition, question: EvidenceQuestion, *, frequency: str) -> Charted | str:
    """The chart of a question's answer as far as this edition's reader sees it; else why there is
    none, in words."""
    found = _answer(edition, question, frequency=frequency)
    if isinstance(found, indicators.Unanswered):
        return _say_unanswered(found, question, edition=edition)
    return _chart(found, question)


@lru_cache(maxsize=256)
def _answer(
    edition: VisibleEdition, question: EvidenceQuestion, *, frequency: str
) -> indicators.Answer | indicators.Unanswered:
    return indicators.answer_question(
        read_table(edition, "counts"),
        question,
        frequency=frequency,  # type: ignore[arg-type]
    )


def list_missing(edition: VisibleEdition, question: EvidenceQuestion) -> tuple[str, ...]:
    """The months that the agency did not send, of those that it is asked about."""
    found = _answer(edition, question, frequency="month")
    return found.missing if isinstance(found, indicators.Answer) else ()


def _chart(found: indicators.Answer, question: EvidenceQuestion) -> Charted:
    times = question.per_residents or 1
    rows = found.reading.table().records()
    points = tuple(
        make_point(
            str(row["period"]),
            row,
            count=count,
            out_of=None if of is None else of * times,
            below=below,
            drawn=row["value"] if below else None,
        )
        for row, count, of, below in zip(rows, found.counts, found.of, found.below, strict=True)
    )
    if found.is_coarse:
        return Charted(points, found.reading.choice.kind, is_coarse=True)
    told = (*found.reading.statements, *found.reading.limits)
    says = tuple(say_statement(one, MESSAGES) for one in told)
    if any(found.below):
        says = (_("Small counts are held back: the usual range takes each at its middle."),)
    return Charted(points, found.reading.choice.kind, says)


def _say_unanswered(
    found: indicators.Unanswered, question: EvidenceQuestion, *, edition: VisibleEdition
) -> str:
    where = say_area(question.area, edition)
    if found.why == "no_counts":
        return _("The edition holds no counts by month that you may see. A new assessment makes"
                 " them.")  # fmt: skip
    if found.why == "no_residents":
        return _("Nobody has told how many people live %(where)s.") % {"where": where}
    if found.why == "more_than_whole":
        words = _(
            "In %(period)s more was counted than what it is a share of: no share can be told. Ask"
            " for residents, or for records that hold all that is counted."
        )
        return words % {"period": say_period(found.of)}
    if found.why == "apart":
        return _("The two were counted in different months: no share can be told.")
    if found.why == "not_yet":
        return _("No whole period of it has been counted yet.")
    asked = [question.counted, *([question.out_of] if question.out_of else [])]
    one = next((each for each in asked if " ".join(each.names) == found.of), question.counted)
    words = _("The edition counts no records of %(agency)s about %(what)s %(where)s, as far as you"
              " may see it.")  # fmt: skip
    return words % (_name(one) | {"where": where})


def mark_question(edition: VisibleEdition, question: EvidenceQuestion) -> Marked:
    """What an answer's figures carry: those asked, and in frozen areas all that chose them."""
    if question.area == FROZEN:
        return edition.mark_table("counts")
    return edition.mark(question.agencies)


def list_counted(edition: Edition) -> tuple[Group, ...]:
    """What each agency's records are counted about in the whole area, under its title."""
    groups: dict[str, list[Choice]] = defaultdict(list)
    named: set[tuple[str, str]] = set()  # a theme may be called as one of its categories is
    for row in read_table(edition, "counts").get("rows", ()):
        if row["area"] == CITY:
            one = Counted(row["of"], **{row["kind"]: row["name"]})
            told = _name(one)
            words = f"{told['agency']}: {told['what'][1:-1]}"
            if one.category and (one.agency, told["what"]) in named:
                words = _("%(words)s (this category alone)") % {"words": words}
            named.add((one.agency, told["what"]))
            groups[told["agency"]].append((_join(one), words))
    return tuple(
        (title, tuple(sorted(choices, key=lambda choice: choice[1].casefold())))
        for title, choices in sorted(groups.items())
    )


def list_areas(edition: Edition) -> tuple[Choice, ...]:
    """Where the edition's counts can be asked of: the whole area, frozen areas, each ward."""
    table = read_table(edition, "counts")
    areas = {row["area"] for row in table.get("rows", ())}
    wards = sorted(((code, name) for code, name in table.get("areas", ()) if code in areas),
                   key=lambda choice: choice[1].casefold())  # fmt: skip
    whole = [(CITY, _("The whole area"))] if CITY in areas else []
    frozen = [(FROZEN, _("High-demand areas frozen at the baseline"))] if FROZEN in areas else []
    return (*whole, *frozen, *((code, name) for code, name in wards))


def define(measure: Measure) -> Definition:
    """A measure's sheet as content, with its target, baseline and steps."""
    same = ("code", "serves", "role", "source", "unit", "frequency", "direction", "data", "scope",
            "tells", "indicator", "layer", "due_days", "is_small")  # fmt: skip
    told = {name: getattr(measure, name) for name in same}
    title = {"en": measure.title} | ({"cy": measure.title_cy} if measure.title_cy else {})
    return Definition(
        **told | {"unit": {"en": measure.unit}},
        title=title,
        numerator={"en": measure.numerator},
        denominator={"en": measure.denominator} if measure.denominator else None,
        agency=measure.owner.agency.kind if measure.owner else "",
        caveats=tuple({"en": line} for line in measure.caveats.splitlines() if line),
        question=read_question(measure.question),
        companion=measure.companion.code if measure.companion else "",
        city=measure.city.code if measure.city else "",
        target=_define_target(measure),
    )


def _define_target(measure: Measure) -> TargetPlan | None:
    if measure.target is None:
        return None
    first, last = measure.baseline_first, measure.baseline_last
    return TargetPlan(
        float(measure.target),
        measure.target_by,
        BaselinePeriod(first, last) if first else None,
        tuple(TargetStep(by, value) for by, value in measure.steps),
    )


def answerable() -> frozenset[str]:
    """How often a question can be answered: counts are of months."""
    return frozenset((Frequency.MONTH.value, Frequency.QUARTER.value, Frequency.YEAR.value))
