"""The pages of people, sign-in and audit in a real browser: axe, widths, policy, a security key."""

from __future__ import annotations

import pytest

from tests.partnership.test_browser import AXE, CHROMIUM, PHONE, QUIET, WIDE, is_fault

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        not CHROMIUM.exists(),
        reason=f"NOT TESTED: no browser at {CHROMIUM} (Debian: apt-get install chromium)",
    ),
    pytest.mark.filterwarnings("default"),
]
ENDED = "404 (Not Found)"  # Chromium complains of the answer to a link that has ended


@pytest.fixture(scope="module")
def browser():
    from playwright.sync_api import sync_playwright

    with sync_playwright() as started:
        opened = started.chromium.launch(executable_path=str(CHROMIUM), args=QUIET)
        yield opened
        opened.close()


@pytest.fixture
def open_page(browser, address):
    """`open_page(path, size, who)`: a page that fails the test on any complaint."""
    complaints, contexts = [], []

    def hear(said):
        if is_fault(said) and ENDED not in said.text:
            complaints.append(said.text)

    def open_at(path, size=WIDE, who="administrator"):
        contexts.append(browser.new_context(viewport=size))
        if who:
            contexts[-1].add_cookies([address.session(who)])
        page = contexts[-1].new_page()
        page.on("console", hear)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.goto(address + path)
        return page

    yield open_at
    for context in contexts:
        context.close()
    assert not complaints


def find_faults(page) -> list[str]:
    """What axe finds, and a page wider than its window."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("axe.run()")["violations"]
    faults = [f"{each['id']}: {each['nodes'][0]['html'][:160]}" for each in found]
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return faults + (["wider than the window"] if wide else [])


def test_a_form_with_faults_says_them_beside_the_fields(open_page):
    page = open_page("/people/agencies/add/")
    page.get_by_role("button", name="Add").click()
    page.locator(".govuk-error-summary").wait_for()
    assert page.locator(".govuk-error-message").first.is_visible()
    assert not find_faults(page)


def test_an_invitation_by_the_keyboard_alone(open_page):
    page = open_page("/people/posts/")
    page.get_by_role("link", name="Cohesion officer", exact=True).press("Enter")
    page.get_by_role("link", name="Invite someone").press("Enter")
    page.get_by_label("E-mail address").press_sequentially("new@demo.invalid")
    page.keyboard.press("Enter")
    page.get_by_text("The invitation is on its way").wait_for()
    assert "new@demo.invalid" in page.locator("main").inner_text()
    assert not find_faults(page)


@pytest.fixture
def demo_words(address):
    """The demonstration's one password."""
    return address.demo_words


def test_a_security_key_is_added_and_asked_for(open_page, address, demo_words):
    """With the browser's own stand-in for a key, under the strict policy."""
    site = address.replace("127.0.0.1", "localhost")  # keys know names, not numbers
    page = open_page("/account/login/", who=None)
    with_key(page)

    def enter():
        page.goto(site + "/account/login/")
        page.get_by_label("Email").fill("cohesion@demo.invalid")
        page.get_by_label("Password", exact=True).fill(demo_words)
        page.get_by_role("button", name="Sign in").click()

    enter()
    page.goto(site + "/account/2fa/webauthn/add/")
    page.get_by_label("Password", exact=True).fill(demo_words)
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url("**/webauthn/add/")
    assert not find_faults(page)
    page.get_by_role("button", name="Add").click()
    page.wait_for_url("**/recovery-codes/")
    assert not find_faults(page)
    page.goto(site + "/account/2fa/")
    assert "added 1 security key" in page.locator("main").inner_text()
    page.goto(site + "/account/logout/")
    page.locator("main").get_by_role("button", name="Sign Out").click()
    enter()
    page.wait_for_url("**/2fa/authenticate/")
    assert not find_faults(page)
    page.get_by_role("button", name="Use a security key").click()
    page.wait_for_url("**/my-work/")


def with_key(page) -> None:
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2",
        "transport": "usb",
        "hasResidentKey": False,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    devtools.send("WebAuthn.addVirtualAuthenticator", {"options": key})


def test_an_app_is_added(open_page, demo_words):
    page = open_page("/account/2fa/totp/activate/", PHONE, who="health")
    page.get_by_label("Password", exact=True).fill(demo_words)
    page.get_by_role("button", name="Confirm").click()
    page.wait_for_url("**/totp/activate/")
    assert page.locator(".qr svg path").is_visible()
    assert not find_faults(page)
