"""The annual review: the plan against the evidence, proposals, what is agreed, version two."""

from __future__ import annotations

from tests.partnership.journeys.conftest import follow, look, press, visit

AGREED = "Quieter evenings first: the evidence says that they are what people lack."
CHANGED = "Dates are agreed each spring with the neighbourhood teams."


def answer(page, part: str, *, agree: bool, text: str = "", reason: str) -> None:
    follow(page, page.get_by_role("link", name=f"Answer {part}", exact=True).first)
    page.locator(f"input[value={'agreed' if agree else 'refused'}]").check()
    if text:
        page.fill("#id_text", text)
    page.fill("#id_reason", reason)
    press(page, "Save")


def test_the_review_makes_version_two_and_the_difference_reads_well(sign_in_as):
    page = look(sign_in_as("manager", "/strategy/reviews/"))
    press(page, "Begin this year's review")
    review = page.url
    told = page.inner_text("main")
    assert "5 proposals wait for an answer" in told and "against edition" in told
    assert "key actions" in told, "the plan is set against it too"
    assert "Places where high demand lasts" in told
    assert "School staff trained in Prevent: Return missing" in told, "returns count as evidence"
    assert "Nothing measures this outcome" not in told
    press(page, "Propose a change")
    page.select_option("#id_part", value="1.3")
    page.fill("#id_evidence", "Two of last year's dates came too late for the schools.")
    page.fill("#id_text", CHANGED)
    press(page, "Save")

    answer(page, "1", agree=True, text=AGREED, reason="Agreed by the Board in November.")
    answer(page, "1.3", agree=True, reason="Agreed as proposed.")
    for part in ("2", "3", "Place-based working: Places Worth Staying In"):
        answer(page, part, agree=False, reason="The figures do not bear it.")
    assert "One proposal waits for an answer" in page.inner_text("h1")
    answer(page, "4", agree=False, reason="Another year of figures first.")
    press(page, "End the review and make the next version")

    sentences = page.locator("main ul.lines li p").all_inner_texts()
    assert page.url.endswith("new=2")
    said = " ".join(sentences)
    assert AGREED.rstrip(".") in said and CHANGED.rstrip(".") in said
    for sentence in sentences:
        assert sentence.endswith("."), sentence
        assert ".." not in sentence and "None" not in sentence and "_" not in sentence
    assert "1.3" in said and "2.1" not in said, "what was refused is not in it"
    assert "Ended" in visit(page, review).inner_text("main")
    draft = visit(page, "/strategy/2/").inner_text("main")
    assert CHANGED in draft and AGREED in draft and "version 2, draft" in draft
    assert "version 1, published" in visit(page, "/strategy/").inner_text("main")
