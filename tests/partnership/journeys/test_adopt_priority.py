"""The chair sees what is wrong on the map; the Board takes on a further priority with a partner."""

from __future__ import annotations

from tests.partnership.journeys.conftest import follow, look, press, visit

PRIORITY = "Safety on the water"
ACTION = "Throw lines at every lock"
BOARD = "Community Safety Partnership Board"


def take_step(page, step: str, *, decision: str = "") -> None:
    press(page, "Take the next step")
    page.locator(f"input[value={step}]").check()
    if decision:
        page.select_option("#id_decision", label=decision)
    press(page, "Save")


def test_the_board_takes_on_a_further_priority(sign_in_as):
    page = sign_in_as("chair", "/boards/")
    see_what_is_wrong(page)
    adoption = ask(page)
    partner = decide(page, adoption)
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
    page.fill("#id_reason", "Two people drowned in the canal, and nobody answers for it.")
    press(page, "Save")
    adoption = page.url
    assert f"No body answers for {PRIORITY}." in visit(page, "/boards/").inner_text("#marks")
    assert "asked-" not in page.inner_text("main")
    return adoption


def decide(page, adoption: str) -> str:
    """Along the whole route; the name of the body that answers with the Board."""
    visit(page, "/decisions/new/")
    page.select_option("#id_body", label=BOARD)
    page.fill("#id_day", "2026-01-15")
    page.fill("#id_what", "Take on safety on the water jointly")
    page.fill("#id_reason", "The canal runs through the city's centre.")
    press(page, "Save")
    page.goto(adoption)
    take_step(page, "considered", decision="Take on safety on the water jointly")
    take_step(page, "agreed")
    assert "No accountable body is named" in page.inner_text("main")

    page.goto(adoption)
    press(page, "Change the terms")
    page.fill("#id_terms", "One plan for the canal, kept by both; reported each quarter.")
    body = page.locator("#id_accountable option:has-text('Safeguarding Children')").first
    page.select_option("#id_accountable", value=body.get_attribute("value"))
    partner = body.text_content()
    officer = page.locator("#id_link_officer option:has-text('Safeguarding link officer')")
    page.select_option("#id_link_officer", value=officer.get_attribute("value"))
    press(page, "Save")
    take_step(page, "agreed")
    take_step(page, "adopted")
    assert page.inner_text("h1") == f"{PRIORITY}: Adopted"
    steps = page.inner_text("main table")
    for step in ("Asked", "Considered by the Board", "Agreed with the accountable body", "Adopted"):
        assert step in steps
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
    manager.fill("#id_due", "2027-06-01")
    press(manager, "Enter it in the plan")
    assert ACTION in manager.inner_text("main")
