"""The chair sees what is wrong on the map; the Board takes on a further priority with a partner."""

from __future__ import annotations

from datetime import date, timedelta

from tests.partnership.journeys.conftest import follow, look, press, visit

TODAY = date.today()
PRIORITY = "Safety on the water"
ACTION = "Throw lines at every lock"
BOARD = "Community Safety Partnership Board"


def take_step(page, adoption: str, what: str) -> None:
    """Record the next step with the decision of today's meeting."""
    visit(page, adoption)
    press(page, "Record the next step")
    page.fill("#id_day", TODAY.isoformat())
    page.fill("#id_what", what)
    page.fill("#id_note", "The canal runs through the city's centre.")
    press(page, "Record the step")


def test_the_board_takes_on_a_further_priority(sign_in_as):
    page = sign_in_as("chair", "/boards/")
    see_what_is_wrong(page)
    adoption = ask(page)
    partner = decide(page, adoption, partners_chair=sign_in_as("children", "/"))
    see_it_everywhere(page, partner)
    manager, owner = sign_in_as("manager", "/plan/"), sign_in_as("fire", "/")
    undertake(manager, partner)
    assert ACTION in visit(owner, "/").inner_text("main")


def see_what_is_wrong(page) -> None:
    marks = look(page).inner_text("#marks")
    for kind in ("Gap", "Overlap", "Reports nowhere"):
        assert kind in marks
    assert "County Lines has 2 bodies that do not share it by agreement" in marks


def ask(page) -> str:
    """The address of the adoption."""
    visit(page, "/oversight/adoptions/")
    press(page, "Ask for an adoption")
    page.fill("#id_title", PRIORITY)
    page.fill("#id_day", TODAY.isoformat())
    page.fill("#id_reason", "Two people drowned in the canal, and nobody answers for it.")
    press(page, "Save")
    adoption = page.url
    assert PRIORITY not in visit(page, "/boards/").inner_text("#marks")
    told = page.locator(f"tr:has(th:has-text('{PRIORITY}'))").inner_text()
    assert "nobody yet: an adoption asks for it" in told
    assert "asked-" not in page.inner_text("main")
    return adoption


def decide(page, adoption: str, *, partners_chair) -> str:
    """Along the whole route; the name of the body that answers with the Board."""
    take_step(page, adoption, "Take on safety on the water jointly")
    route = page.inner_text("ol.route")
    assert "Considered by the Board" in route and "has settled: terms, an accountable body" in route
    press(page, "Change the terms")
    page.fill("#id_terms", "One plan for the canal, kept by both; reported each quarter.")
    body = page.locator("#id_accountable option:has-text('Safeguarding Children')").first
    page.select_option("#id_accountable", value=body.get_attribute("value"))
    partner = body.text_content()
    officer = page.locator("#id_link_officer option:has-text('Safeguarding link officer')")
    page.select_option("#id_link_officer", value=officer.get_attribute("value"))
    press(page, "Save")
    assert f"Next. Asked of {partner}" in look(page).inner_text("ol.route")
    assert "Record the next step" not in page.inner_text("main")  # it is the other body's to take

    assert f"Agree to adopt {PRIORITY} jointly?" in visit(partners_chair, "/").inner_text("main")
    take_step(partners_chair, adoption, "Answer for safety on the water with the Board")
    take_step(page, adoption, "Adopt safety on the water as the next priority")
    assert page.inner_text("h1") == f"{PRIORITY}: Adopted"
    steps = page.inner_text("ol.route")
    for step in ("Asked", "Considered by the Board", "Agreed with the accountable body", "Adopted"):
        assert step in steps
    assert "Answer for safety on the water with the Board" in steps and "Next." not in steps
    return partner


def see_it_everywhere(page, partner: str) -> None:
    told = visit(page, "/boards/").locator(f"tr:has(th:has-text('{PRIORITY}'))").inner_text()
    assert f"{partner} (jointly)" in told and f"{BOARD} (jointly)" in told
    assert "Safeguarding link officer" in told and "S7" in told
    assert PRIORITY not in page.inner_text("#marks")
    strategy = visit(page, "/strategy/").locator("#p-S7").inner_text()
    assert PRIORITY in strategy and partner in strategy and "Taken on by the Board" in strategy
    assert PRIORITY in visit(page, "/oversight/assurance/").inner_text("main")


def undertake(manager, partner: str) -> None:
    assert f"S7. {PRIORITY} (jointly: {partner}, {BOARD})" in look(manager).inner_text("main")
    follow(manager, manager.get_by_role("link", name="Give it an owner S7"))
    manager.fill("#id_what", ACTION)
    owner = manager.locator("#id_owner option:has-text('Prevention manager')")
    manager.select_option("#id_owner", value=owner.get_attribute("value"))
    manager.fill("#id_due", (TODAY + timedelta(days=90)).isoformat())
    press(manager, "Enter it in the plan")
    assert ACTION in manager.inner_text("main")
