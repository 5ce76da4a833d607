"""Questions to the counts of an edition: what they give, and why they give nothing."""

from __future__ import annotations

import math

import pytest

from safercity.evidence.indicators import Answer, Unanswered, answer_question
from safercity.evidence.taxonomy.asked import Counted, EvidenceQuestion, check_question

ASB, ALL = Counted("police", theme="asb"), Counted("police", theme="all")
STEADY = [20, 23, 19, 21, 24, 18, 22, 20, 21, 23, 19, 20, 22, 21, 18, 24]


def row(counts, *, name="asb", area="city", **more):
    told = {"of": "police", "kind": "theme", "name": name, "area": area, "first": "2024-01"}
    return told | {"records": counts} | more


def table(*rows, **more):
    return {"baseline": "2024-06", "residents": [["city", 50_000]], "rows": list(rows)} | more


def test_a_rate_is_the_count_for_each_thousand_residents():
    found = answer_question(table(row(STEADY)), EvidenceQuestion(ASB, per_residents=1_000))
    assert isinstance(found, Answer)
    assert found.counts[0] == 20 and found.of[0] == 50
    assert found.reading.points.values[0] == pytest.approx(0.4)
    assert found.reading.choice.kind == "u"


def test_a_share_is_of_the_same_months_and_a_missing_one_is_missing():
    whole = row([None, *[100] * 15], name="all")
    found = answer_question(table(row(STEADY), whole), EvidenceQuestion(ASB, out_of=ALL))
    assert math.isnan(found.reading.points.values[0])
    assert found.reading.points.values[1] == pytest.approx(0.23)


def test_whole_quarters_and_years_only():
    counts = [*STEADY[:4], None, *STEADY[5:]]
    found = answer_question(table(row(counts)), EvidenceQuestion(ASB), frequency="quarter")
    assert found.reading.points.labels == tuple(f"2024-Q{n}" for n in (1, 2, 3, 4)) + ("2025-Q1",)
    assert found.counts == (62, None, 63, 62, 61) and found.missing == ("2024-05",)
    year = answer_question(table(row(STEADY)), EvidenceQuestion(ASB), frequency="year")
    assert year.counts == (sum(STEADY[:12]),)


def test_a_count_that_is_held_back_is_reckoned_at_its_middle_and_told_as_less():
    counts = [*STEADY[:13], "<5", 10, "<5"]
    monthly = answer_question(table(row(counts)), EvidenceQuestion(ASB))
    assert monthly.counts[13] == 2.5 and monthly.below[13:] == (5, 0, 5)
    quarter = answer_question(table(row(counts)), EvidenceQuestion(ASB), frequency="quarter")
    assert quarter.counts[4] == 22 + 2.5 + 10
    assert quarter.below == (0, 0, 0, 0, 22 + 4 + 10 + 1), "less than the most it may be, and one"


def test_a_whole_that_is_held_back_is_never_less_than_what_is_counted_of_it():
    question = EvidenceQuestion(ASB, out_of=ALL)
    found = answer_question(table(row([7] * 16), row(["<10"] * 16, name="all")), question)
    assert isinstance(found, Answer), "7 of 7, 8 or 9: it is a share"
    assert found.of[0] == 7 and found.below[0] == 8
    less = answer_question(table(row(["<10"] * 16), row([4] * 16, name="all")), question)
    assert (less.counts[0], less.of[0]) == (4, 4) and less.below[0] == 10
    over = answer_question(table(row([10] * 16), row(["<10"] * 16, name="all")), question)
    assert over == Unanswered("more_than_whole", "2024-01")


def test_a_share_that_leaves_a_rest_too_small_to_be_shown_is_held_back():
    question = EvidenceQuestion(ASB, out_of=ALL)
    counts = [98, 97, 95, 100, *[60] * 12]
    told = [row(counts, shown_from=5), row([100] * 16, name="all", shown_from=5)]
    found = answer_question(table(*told), question)
    assert found.counts[:4] == (97.5, 97.5, 95, 100), "98 and 97 of 100 are drawn alike"
    assert found.below[:4] == (100, 100, 0, 0)
    assert (
        answer_question(table(row(counts), row([100] * 16, name="all")), question).counts[0] == 98
    )


def test_what_was_never_counted_in_the_same_month_has_no_share():
    later = row([100] * 3, name="all") | {"first": "2026-01"}
    found = answer_question(table(row(STEADY), later), EvidenceQuestion(ASB, out_of=ALL))
    assert found == Unanswered("apart")


def test_areas_that_were_high_by_choice_are_read_from_then_on():
    counts = [60] * 6 + STEADY
    found = answer_question(
        table(row(counts, area="high_demand")), EvidenceQuestion(ASB, "high_demand")
    )
    phases = [(one.start, one.kind) for one in found.reading.phases]
    assert phases == [(0, "start"), (6, "rebase")]
    assert found.reading.variation.verdict == "steady"


def test_a_break_in_recording_begins_a_phase():
    broken = row([10] * 8 + [30] * 12, breaks=[["2024-09", "Recorded otherwise", "definition"]])
    found = answer_question(table(broken), EvidenceQuestion(ASB))
    assert [one.kind for one in found.reading.phases] == ["start", "recording"]


@pytest.mark.parametrize(
    ("question", "why"),
    [
        (EvidenceQuestion(Counted("fire", theme="asb")), "not_counted"),
        (EvidenceQuestion(ASB, "E05"), "not_counted"),
        (EvidenceQuestion(ASB, out_of=ALL), "more_than_whole"),
    ],
)
def test_what_the_counts_cannot_answer_says_why(question, why):
    found = answer_question(table(row(STEADY), row([21] * 16, name="all")), question)
    assert isinstance(found, Unanswered) and found.why == why


def test_without_counts_residents_or_a_whole_period_nothing_is_told():
    assert answer_question({}, EvidenceQuestion(ASB)) == Unanswered("no_counts")
    rate = EvidenceQuestion(ASB, per_residents=1_000)
    assert answer_question(table(row(STEADY), residents=[]), rate).why == "no_residents"
    assert answer_question(table(row([1, 2])), EvidenceQuestion(ASB), frequency="year") == (
        Unanswered("not_yet")
    )


def test_faults_of_a_question_as_content():
    known = {"agencies": {"police"}, "themes": {"asb"}, "categories": {"litter"}}
    assert check_question(EvidenceQuestion(ASB), known) == []
    both = Counted("army", theme="asb", category="litter")
    faults = check_question(EvidenceQuestion(both, per_residents=0, out_of=both), known)
    assert len(faults) == 7, faults


def test_a_count_that_is_held_back_for_anothers_sake_makes_the_answer_coarse():
    """ "<25" in a table shown from 5 on is no small count: its middle is no estimate of it."""
    for held, is_coarse in (("<5", False), ("<25", True)):
        told = answer_question(table(row([*STEADY, held], shown_from=5)), EvidenceQuestion(ASB))
        assert told.is_coarse == is_coarse
