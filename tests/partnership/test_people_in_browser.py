"""The pages of people, sign-in and audit in a real browser: axe, widths, policy, a security key."""

from __future__ import annotations

import re

import pytest

from tests.browsing import PHONE, in_browser, is_fault, opening, violations

pytestmark = in_browser
ENDED = "404 (Not Found)"  # Chromium complains of the answer to a link that has ended
CHOSEN = "lamp-river-otter-2"  # what somebody new takes for a password


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
    page.get_by_text("The invitation is made").wait_for()  # with a link: no mail server
    assert "new@demo.invalid" in page.locator("main").inner_text()
    assert not find_faults(page)
    assert not find_faults(open_page("/people/accounts/", PHONE)), "with an open invitation"


def test_who_is_invited_makes_the_account_and_signs_in(open_page):
    """A browser's own headers go with the form, which the site's protection then judges."""
    page = open_page("/people/posts/")
    page.get_by_role("link", name="Cohesion officer", exact=True).click()
    page.get_by_role("link", name="Invite someone").click()
    page.get_by_label("E-mail address").fill("sam@demo.invalid")
    page.get_by_role("button", name="Make the invitation").click()
    said = page.get_by_text("works once, for seven days").inner_text()
    stranger = open_page(re.search(r"/invitation/[\w-]+/", said)[0], PHONE, who=None)
    fill_in(stranger, name="", words=CHOSEN)
    stranger.locator(".govuk-error-summary").wait_for()
    fill_in(stranger, name="Sam Newcomer", words=CHOSEN)
    stranger.get_by_text("Your account is ready").wait_for()
    assert not find_faults(stranger)
    stranger.get_by_label("E-mail address").fill("sam@demo.invalid")
    stranger.get_by_label("Password", exact=True).fill(CHOSEN)
    stranger.get_by_role("button", name="Sign in", exact=True).click()
    stranger.wait_for_url("**/my-work/")


def fill_in(page, *, name, words) -> None:
    """The form behind an invitation's link, as far as that leads."""
    page.locator("#id_name").fill(name)
    page.locator("#id_password").fill(words)
    page.locator("#id_again").fill(words)
    with page.expect_navigation():
        page.get_by_role("button", name="Make my account").click()


@pytest.fixture
def demo_words(address):
    """The demonstration's one password."""
    return address.demo_words


@pytest.fixture
def by_name(address):
    """The site by its name: keys know names, not numbers."""
    return address.replace("127.0.0.1", "localhost")


def enter(page, site, words, *, account) -> None:
    """Sign in with a password, as far as that leads."""
    page.goto(site + "/account/login/")
    page.get_by_label("E-mail address").fill(f"{account}@demo.invalid")
    page.get_by_label("Password", exact=True).fill(words)
    with page.expect_navigation():
        page.get_by_role("button", name="Sign in", exact=True).click()


def confirm(page, words) -> None:
    page.get_by_role("heading", name="Confirm that it is you").wait_for()
    assert not find_faults(page)
    page.get_by_label("Password", exact=True).fill(words)
    with page.expect_navigation():
        page.get_by_role("button", name="Confirm").click()


def test_a_security_key_is_added_and_asked_for(open_page, by_name, demo_words):
    """With the browser's own stand-in for a key, under the strict policy."""
    page = open_page("/account/login/", who=None)
    devtools, key = with_key(page)
    enter(page, by_name, demo_words, account="cohesion")
    page.goto(by_name + "/account/2fa/webauthn/add/")
    confirm(page, demo_words)
    page.wait_for_url("**/webauthn/add/")
    assert not find_faults(page)
    page.get_by_label("Name").fill("Blue key")
    page.get_by_label("Name").press("Enter")
    page.wait_for_url("**/recovery-codes/")
    assert not find_faults(page)
    page.goto(by_name + "/account/2fa/")
    assert "added 1 security key" in page.locator("main").inner_text()
    assert not find_faults(page)
    page.goto(by_name + "/account/2fa/webauthn/add/")
    page.get_by_role("button", name="Add the key").click()
    hear(page, "This key is in your account already")
    page.goto(by_name + "/account/2fa/webauthn/")
    assert not find_faults(page)
    page.goto(by_name + "/account/logout/")
    with page.expect_navigation():
        page.locator("main").get_by_role("button", name="Sign out").click()
    enter(page, by_name, demo_words, account="cohesion")
    page.wait_for_url("**/2fa/authenticate/")
    kept = devtools.send("WebAuthn.getCredentials", {"authenticatorId": key})["credentials"]
    devtools.send("WebAuthn.clearCredentials", {"authenticatorId": key})  # as if it were another
    page.get_by_role("button", name="Use a security key").click()
    hear(page, "The key was not used")
    assert not find_faults(page)
    devtools.send("WebAuthn.addCredential", {"authenticatorId": key, "credential": kept[0]})
    page.get_by_role("button", name="Use a security key").click()
    page.wait_for_url("**/my-work/")


def hear(page, words: str) -> None:
    """What went wrong is said in an alert of the page."""
    page.get_by_role("alert").get_by_text(words).wait_for()


def test_at_a_number_the_page_says_that_keys_do_not_work(open_page, demo_words):
    page = open_page("/account/2fa/webauthn/add/", PHONE, who="fire")
    confirm(page, demo_words)
    link = page.get_by_role("link", name="http://localhost:")
    assert link.get_attribute("href").endswith("/account/2fa/webauthn/add/")
    page.get_by_role("button", name="Add the key").click()
    hear(page, "allows no security key at this address")
    assert not find_faults(page)


def with_key(page):
    """The debugger, and the stand-in that it put into the computer."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("WebAuthn.enable")
    return devtools, add_key(devtools)


def add_key(devtools) -> str:
    key = {
        "protocol": "ctap2",
        "transport": "usb",
        "hasResidentKey": False,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    return devtools.send("WebAuthn.addVirtualAuthenticator", {"options": key})["authenticatorId"]


def test_an_app_is_added(open_page, demo_words):
    page = open_page("/account/2fa/totp/activate/", PHONE, who="health")
    confirm(page, demo_words)
    page.wait_for_url("**/totp/activate/")
    assert page.locator(".qr svg path").is_visible()
    assert not find_faults(page)
