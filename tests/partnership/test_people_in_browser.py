"""The pages of people, sign-in and audit in a real browser: axe, widths, policy, a security key."""

from __future__ import annotations

import pytest

from tests.browsing import PHONE, in_browser, is_fault, opening, violations

pytestmark = in_browser
ENDED = "404 (Not Found)"  # Chromium complains of the answer to a link that has ended


@pytest.fixture
def open_page(browser, address):
    """`open_page(path, size, who)`: that account's page, the administrator's where none is said."""

    def hears(said):
        return is_fault(said) and ENDED not in said.text

    with opening(browser, address, who="administrator", hears=hears) as open_at:
        yield open_at


def find_faults(page) -> list[str]:
    """What axe finds, and a page wider than its window."""
    wide = page.evaluate("document.documentElement.scrollWidth > window.innerWidth")
    return violations(page) + (["wider than the window"] if wide else [])


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
