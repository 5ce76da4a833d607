"""Letters: whose address they name, and what cannot be put into their heads."""

from __future__ import annotations

import pytest
from django.core.mail import BadHeaderError

from safercity.partnership.common.rules import Refused
from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.people import actions
from safercity.partnership.people.letters import send_letter


def test_a_link_names_the_site_and_not_what_the_asker_called_it(
    with_password, sign_in, run_jobs, settings
):
    user = with_password("officer")
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost", "other.example.org"]
    for host in ("other.example.org", "localhost:9"):
        headers = {"host": host, "x-forwarded-host": "evil.example"}
        sign_in(None).post("/account/password/reset/", {"email": user.email}, headers=headers)
    letters = run_jobs()
    assert letters
    for letter in letters:
        assert settings.SAFERCITY.home in letter.body
        assert "other.example.org" not in letter.body and "evil" not in letter.body


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "127.0.0.1@evil"])
def test_another_name_is_no_name_of_the_site(sign_in, host):
    assert sign_in(None).get("/account/login/", headers={"host": host}).status_code == 400


@pytest.mark.parametrize("sign", ["\n", "\r", "\r\n"])
def test_nothing_is_put_into_the_head_of_a_letter(people, sign, mailoutbox):
    """What names a post or an agency is text; an address with more in it is none."""
    post = people.posts["officer"]
    type(post).objects.filter(pk=post.pk).update(title=f"Officer{sign}Bcc: all@evil.example")
    post.refresh_from_db()
    send_letter("new@example.org", "invitation", post=post, link="-", days=7)
    (letter,) = mailoutbox
    assert letter.recipients() == ["new@example.org"] and letter.subject.isprintable()
    assert "Bcc" not in dict(letter.message().items())
    with pytest.raises(BadHeaderError):
        send_letter(f"a@example.org{sign}Bcc: all@evil.example", "reset", link="-")


@pytest.mark.parametrize("email", ["a@example.org\nBcc: b@example.org", "a b@example.org", "a"])
def test_who_is_invited_has_an_address(people, email):
    with pytest.raises(Refused, match="no e-mail address"):
        actions.invite(actions.NewInvitation(people.posts["officer"], email), by=SYSTEM)
