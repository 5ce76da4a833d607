"""From an invitation to an account: one link, once, for a week."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from safercity.partnership.common.rules import NotAllowed, NotYet
from safercity.partnership.common.viewers import Role

ADDRESS = "new.officer@example.org"
ACCEPT = {"name": "Sam Newcomer", "password": "lamp-river-otter-2", "again": "lamp-river-otter-2"}


@pytest.fixture
def invite(sign_in, people, run_jobs):
    """Invite by the page; the letters that went out."""

    def send(email: str = ADDRESS, *, who: str = "officer"):
        address = reverse("people:invite", kwargs={"key": people.posts[who].pk})
        client = sign_in("administrator")
        form = client.get(address).context["form"]
        answer = client.post(address, {"email": email, "name": "", "key": form["key"].value()})
        assert answer.status_code == 302
        return run_jobs()

    return send


def test_who_is_invited_makes_an_account_in_the_post(invite, find_link, sign_in, enter, people):
    (letter,) = invite()
    assert letter.to == [ADDRESS]
    stranger = sign_in(None)
    link = find_link(letter)
    page = stranger.get(link).content.decode()
    assert "Officer post" in page and ADDRESS in page
    assert stranger.post(link, ACCEPT).url == "/account/login/"
    client, answer = enter(ADDRESS)
    assert answer.url == "/"
    page = client.get("/people/").content.decode()
    assert "Sam Newcomer" in page and "Officer post, Brackenford City Council" in page


def test_the_token_is_nowhere_in_the_database(invite, find_link):
    from django.apps import apps

    (letter,) = invite()
    token = find_link(letter).strip("/").rpartition("/")[2]
    assert len(token) >= 40
    for model in apps.get_models():
        for row in model._default_manager.values():
            assert token not in str(row), f"the link's token is kept in {model.__name__}"


def test_the_link_goes_to_no_other_site_and_its_form_may_post(invite, find_link, sign_in):
    """`no-referrer` would have a browser post the form as from nowhere, which is refused."""
    link = find_link(invite()[0])
    stranger = sign_in(None)
    for answer in (stranger.get(link), stranger.post(link, ACCEPT | {"again": "another"})):
        assert answer.headers["Referrer-Policy"] == "same-origin"


def test_a_link_opens_once(invite, find_link, sign_in):
    link = find_link(invite()[0])
    assert sign_in(None).post(link, ACCEPT).status_code == 302
    again = sign_in(None).post(link, ACCEPT)
    assert again.status_code == 404 and "opens nothing any more" in again.content.decode()


def test_a_link_ends_after_seven_days(invite, find_link, sign_in):
    from safercity.partnership.people.models import Invitation

    link = find_link(invite()[0])
    left = Invitation.objects.get().expires_at - timezone.now()
    assert timedelta(days=6, hours=23) < left <= timedelta(days=7)
    Invitation.objects.update(expires_at=timezone.now())
    assert sign_in(None).get(link).status_code == 404


def test_sent_again_the_old_link_ends(invite, find_link, sign_in, run_jobs):
    from safercity.partnership.people.models import Invitation

    old = find_link(invite()[0])
    address = reverse("people:resend", kwargs={"key": Invitation.objects.get().pk})
    assert sign_in("administrator").post(address).status_code == 302
    new = find_link(run_jobs()[0])
    assert sign_in(None).get(old).status_code == 404
    assert sign_in(None).get(new).status_code == 200


def test_withdrawn_it_opens_nothing(invite, find_link, sign_in):
    from safercity.partnership.people.models import Invitation

    link = find_link(invite()[0])
    address = reverse("people:withdraw", kwargs={"key": Invitation.objects.get().pk})
    assert sign_in("administrator").post(address).status_code == 302
    assert sign_in(None).get(link).status_code == 404


def test_asked_twice_it_is_one_invitation(invite):
    from safercity.partnership.people.models import Invitation

    assert len(invite()) == 1
    assert invite() == []
    assert Invitation.objects.count() == 1


def test_two_posts_are_taken_with_one_link(invite, find_link, sign_in, people):
    from safercity.partnership.people.queries import find_account, get_viewer

    first, second = invite()[0], invite(who="analyst")[0]
    assert sign_in(None).post(find_link(first), ACCEPT).status_code == 302
    viewer = get_viewer(find_account(ADDRESS))
    assert viewer.roles == {Role.OFFICER, Role.ANALYST}
    assert sign_in(None).get(find_link(second)).status_code == 404


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"again": "another-lamp-otter"}, "not the same"),
        ({"password": "short", "again": "short"}, "at least 12"),
        ({"password": "password1234", "again": "password1234"}, "too common"),
        ({"password": "newcomer-sam1", "again": "newcomer-sam1"}, "too similar"),
        ({"name": ""}, "required"),
        ({"name": "x" * 121}, "at most 120"),
        ({"name": "Sam \u202emocweN"}, "cannot be shown"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(invite, find_link, sign_in, changes, said):
    from safercity.partnership.people.queries import find_account

    link = find_link(invite()[0])
    answer = sign_in(None).post(link, ACCEPT | changes)
    assert answer.status_code == 422 and said in answer.content.decode()
    assert find_account(ADDRESS) is None
    assert sign_in(None).get(link).status_code == 200


def test_names_in_any_script_are_taken(invite, find_link, sign_in):
    from safercity.partnership.people.queries import find_account

    link = find_link(invite()[0])
    name = "مريم <b>Ó Néill</b> 🙂"
    assert sign_in(None).post(link, ACCEPT | {"name": name}).status_code == 302
    assert find_account(ADDRESS).name == name
    page = sign_in("administrator").get("/people/accounts/").content.decode()
    assert "&lt;b&gt;Ó Néill" in page and "<b>Ó" not in page


def test_who_has_an_account_is_not_invited(sign_in, people):
    from safercity.partnership.people import actions

    new = actions.NewInvitation(people.posts["officer"], "ANALYST@example.org")
    with pytest.raises(NotYet) as refused:
        actions.invite(new, by=people.viewer("administrator"))
    assert "page" in refused.value.advice
    address = reverse("people:invite", kwargs={"key": people.posts["officer"].pk})
    form = {"email": "ANALYST@example.org", "key": people.posts["officer"].pk}
    answer = sign_in("administrator").post(address, form)
    assert answer.status_code == 422 and "has an account" in answer.content.decode()


def test_only_administrators_invite(people):
    from safercity.partnership.people import actions

    new = actions.NewInvitation(people.posts["officer"], ADDRESS)
    with pytest.raises(NotAllowed):
        actions.invite(new, by=people.viewer("manager"))


def test_an_ended_post_takes_nobody(invite, find_link, sign_in, people):
    from safercity.partnership.people import actions

    link = find_link(invite()[0])
    actions.end_post(people.posts["officer"], by=people.viewer("administrator"))
    assert sign_in(None).get(link).status_code == 404
    with pytest.raises(NotYet):
        actions.invite(
            actions.NewInvitation(people.posts["officer"], "x@example.org"),
            by=people.viewer("administrator"),
        )


def test_who_left_comes_back_by_an_invitation(invite, find_link, sign_in, people, enter, verbs):
    from django.utils import timezone

    from safercity.partnership.people import actions
    from safercity.partnership.people.queries import get_viewer

    user = people.users["elsewhere"]
    actions.leave_partnership(user, day=timezone.localdate(), by=people.viewer("administrator"))
    assert get_viewer(user).posts == ()
    (letter,) = invite(user.email)
    assert sign_in(None).post(find_link(letter), ACCEPT).status_code == 302
    client, answer = enter(user.email)
    assert answer.url == "/" and client.get("/people/").status_code == 200
    user.refresh_from_db()
    assert user.name == "Sam Newcomer" and user.leaves_on is None
    assert get_viewer(user).roles == {Role.OFFICER}
    assert "account opened again" in verbs(user)


def test_letters_are_for_the_site_s_own_eyes(settings, tmp_path, people):
    """Without a mail server they lie in a folder: with links in them that open accounts."""
    from safercity.partnership.config.settings import build_settings
    from safercity.partnership.people.letters import send_letter

    built = build_settings(settings.SAFERCITY, secret="s" * 60)
    settings.EMAIL_BACKEND = built["EMAIL_BACKEND"]
    settings.EMAIL_FILE_PATH = tmp_path / "mail"
    send_letter("a@example.org", "changed", what="password changed")
    (letter,) = (tmp_path / "mail").iterdir()
    assert "Your Safer City account was changed" in letter.read_text()
    assert (tmp_path / "mail").stat().st_mode & 0o077 == 0


@pytest.fixture
def without_mail(settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "mail"


def test_without_a_mail_server_the_page_shows_the_link_once(without_mail, people, sign_in):
    from safercity.partnership.config.collecting import load_jobs
    from safercity.partnership.jobs.actions import run_due
    from safercity.partnership.people.models import Invitation

    load_jobs()
    client, post = sign_in("administrator"), people.posts["officer"]
    told = {"email": ADDRESS, "name": "", "key": "01890000-0000-7000-8000-000000000000"}
    address = reverse("people:invite", kwargs={"key": post.pk})
    said = client.post(address, told, follow=True).content.decode()
    assert "on its way" not in said and "it has no mail server" in said
    run_due()
    first = read_link(said)
    assert sign_in(None).get(first).status_code == 200, "no letter made another meanwhile"
    again = reverse("people:resend", kwargs={"key": Invitation.objects.get().pk})
    said = client.post(again, follow=True).content.decode()
    assert "on its way" not in said
    assert sign_in(None).get(first).status_code == 404
    assert sign_in(None).get(read_link(said)).status_code == 200
    page = client.get(reverse("people:post", kwargs={"key": post.pk})).content.decode()
    assert "/invitation/" not in page, "shown once"


def read_link(page: str) -> str:
    (link,) = re.findall(r"http://localhost:8000(/invitation/[\w-]+/)", page)
    return link


def test_without_a_mail_server_no_letter_is_promised(without_mail, sign_in):
    page = sign_in(None).get("/account/password/reset/").content.decode()
    assert "administrator for a link to set a new password" in page
    assert "a letter with a link goes there" not in page and 'name="email"' not in page
