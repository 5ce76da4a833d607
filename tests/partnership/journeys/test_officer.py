"""Journey 3: an officer of another agency updates her action, and sees what was agreed on.

The fire service is no party to the housing records, and sees neither housing's nor the ambulance
service's own counts; an action between the council and the police is not hers to know of.
"""

from __future__ import annotations

import re

import pytest

from tests.partnership.journeys.conftest import follow, look, press, visit

HERS = "Put the winter fire-setting visits into the ward newsletters"
SECRET = "Agree the zinnia closure order for the flats"
SOURCE = "/records/housing-asb/"


@pytest.fixture(scope="module", autouse=True)
def files_are_taken(site):
    """The partnership lets files be kept with actions: its own content says so."""
    own = site.town.content / "notes.yaml"
    own.write_text(
        "format: 1\nversion: 1\nforked_from: 1\nrooms_with_files: [commitments]\n"
        "expires_after_days: 180\nlargest_megabytes: 10\nmost_of_an_object: 20\n",
        "utf-8",
    )
    yield
    own.unlink()


def test_an_officer_of_another_agency_updates_her_action(sign_in_as):
    page = sign_in_as("fire", "/my-work/")
    follow(page, look(page).get_by_role("link", name=HERS, exact=True).first)
    press(page, "Update")
    page.get_by_label("Slipping").check()
    page.get_by_label("How sure are you of the date?").select_option("medium")
    page.get_by_label("What happened, and what comes next").fill(
        "The ward newsletter goes out a week later; the text is agreed."
    )
    press(page, "Save the update")
    said = page.locator("main").inner_text()
    assert "goes out a week later" in said and "Slipping" in said and "Medium" in said

    press(page, "Attach a file")
    page.set_input_files(
        "input[type=file]",
        {"name": "visits.csv", "mimeType": "text/csv", "buffer": b"Ward,Visits\nMill,12\n"},
    )
    press(page, "Attach a file")
    kept = page.get_by_role("link", name="visits.csv")
    with page.expect_download() as sent:
        kept.click()
    assert b"Mill,12" in sent.value.path().read_bytes()

    press(page, "Say that it is done")
    page.get_by_label("What shows that it was done").fill("The newsletter of the four wards.")
    press(page, "Say that it is done")
    assert "The newsletter of the four wards" in page.locator("main").inner_text()
    assert page.locator(".history tbody tr").count() >= 3


@pytest.fixture(scope="module")
def secret(browser, site):
    """The address of an action that is only for the council, the police, managers and chairs."""
    context = browser.new_context(base_url=str(site))
    context.add_cookies([site.session("manager")])
    page = context.new_page()
    page.goto("/actions/new/")
    page.get_by_label("What will be done").fill(SECRET)
    page.get_by_label("Owner", exact=True).select_option(
        label=page.locator(
            "option", has_text="Anti-social behaviour team leader"
        ).first.inner_text()
    )
    page.get_by_label("Due", exact=True).fill("2027-12-01")
    page.get_by_label("Ambersley Constabulary").check()
    page.get_by_label("Only for the owner's agency").check()
    page.get_by_role("button", name="Make it").click()
    page.wait_for_url(re.compile(r"/actions/[0-9a-f-]{36}/$"))
    made = page.url.removeprefix(str(site))
    context.close()
    return made


def test_an_action_between_others_is_nowhere(sign_in_as, secret):
    fire, police = sign_in_as("fire", "/actions/?words=zinnia"), sign_in_as("police")
    hidden_lists = (
        "/actions/?words=zinnia&state=all",
        "/search/?q=zinnia",
        "/my-work/",
        "/notifications/",
    )
    for path in hidden_lists:
        assert "closure order" not in visit(fire, path).locator("body").inner_text(), path
    told = police.request.get("/actions/?words=zinnia&state=all").text()
    assert SECRET in told and SECRET in police.request.get("/search/?q=zinnia").text()
    for form in ("csv", "xlsx"):
        assert fire.request.get(f"/actions/?format={form}").ok
    assert SECRET not in fire.request.get("/actions/?format=csv&state=all").text()
    assert SECRET in police.request.get("/actions/?format=csv&state=all").text()
    key = secret.removeprefix("/actions/").strip("/")
    guesses = (
        secret,
        f"{secret}change/",
        f"{secret}update/",
        f"{secret}step/done/",
        f"{secret}subject/",
        f"/notes/on/commitments.commitment/{key}/",
        f"/files/on/commitments.commitment/{key}/",
    )
    for path in guesses:
        assert fire.request.get(path).status == 404, path
    assert police.request.get(secret).status == 200
    assert fire.request.get("/audit/").status == 403


def test_another_agencys_records_and_counts_are_nowhere(sign_in_as):
    fire, analyst = sign_in_as("fire", "/records/"), sign_in_as("analyst")
    assert "landlord" not in look(fire).locator("main").inner_text()
    assert "landlord" in visit(analyst, "/records/").locator("main").inner_text()
    for path in (
        SOURCE,
        f"{SOURCE}?format=csv",
        f"{SOURCE}?page=2",
        f"{SOURCE}send/",
        f"{SOURCE}held/{'0' * 64}/1/",
    ):
        assert fire.request.get(path).status == 404, path
    # Places are a product that fire has agreed on: they are there, without what housing sees.
    visit(fire, "/places/")
    strips = list_seen_by(fire)
    assert strips and not [one for one in strips if "Housing" in one]
    assert [one for one in list_seen_by(visit(analyst, "/places/")) if "Housing" in one]
    for path in ("/findings/", "/about/"):
        assert "Housing" not in visit(fire, path).locator("main").inner_text(), path
    fire.goto("/places/")
    place = follow(fire, fire.locator("tr[data-place] a").first)
    line = place.locator("main tr", has_text="Housing").first.inner_text()
    assert "you may not see" in line and not re.search(r"\d", line)
    for path in ("/places.csv", "/places.geojson", "/cells.geojson"):
        assert "housing" not in fire.request.get(path).text(), path
    assert "housing" in analyst.request.get("/places.csv").text()


def list_seen_by(page) -> list[str]:
    """Who sees each place, as the strip beside it says; not who may see what."""
    said = page.locator("main .strip[aria-label]").evaluate_all(
        "all => all.map((one) => one.getAttribute('aria-label'))"
    )
    return [one.partition("; you may not see")[0] for one in said]


def test_a_program_of_the_agency_reads_no_more_than_its_people(sign_in_as, secret):
    secrets = {name: make_token(sign_in_as("administrator", "/people/"), name) for name in AGENCIES}
    page = sign_in_as("fire")

    def read(path: str, *, of: str):
        return page.request.get(path, headers={"Authorization": f"Bearer {secrets[of]}"})

    for path in ("/api/v1/actions?words=zinnia", f"/api/v1{secret.rstrip('/')}"):
        assert SECRET not in read(path, of="fire").text(), path
        assert SECRET in read(path, of="police").text(), path
    assert read(f"/api/v1{secret.rstrip('/')}", of="fire").status == 404
    for path in ("/api/v1/edition", "/api/v1/places"):
        assert read(path, of="fire").ok and "housing" not in read(path, of="fire").text()
        assert "housing" in read(path, of="police").text()


AGENCIES = {"fire": "Ambersley Fire and Rescue", "police": "Ambersley Constabulary"}


def make_token(page, agency: str) -> str:
    """A token of an agency, made by the administrator on its page; the secret is shown once."""
    follow(page, page.get_by_role("link", name=AGENCIES[agency]).first)
    follow(page, page.get_by_role("link", name=re.compile("[Tt]oken")).first)
    follow(page, page.get_by_role("link", name=re.compile("Make a token")).first)
    page.get_by_label("What reads with it").fill(f"dashboard of the {agency} service")
    page.get_by_label("What for").fill("monthly figures")
    made = follow(page, page.get_by_role("button", name="Make it"))
    return made.locator("main code").first.inner_text().strip()
