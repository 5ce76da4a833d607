"""The library's own addresses (sign-in, second factor, sessions): a stranger, and who is signed in.

They know no roles: a member, a guest and someone without a post get the same. An address that the
library newly opens fails here until it is judged.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from django.urls import reverse

from tests.partnership.access.test_matrix import LIBRARIES, list_addresses
from tests.partnership.people_made import add_charity

pytestmark = pytest.mark.one_database
SIGNED_IN = ("officer", "postless", "guest")
SIGN_IN, HOME, SET_FIRST = "/account/login/", "/", "/account/password/set/"


@dataclass(frozen=True)
class Door:
    """What a stranger and a signed-in person get: a status, or where they are led.

    Everyone of the tests has signed in without a password and has no second factor.
    """

    stranger: int | str
    signed_in: int | str
    arguments: dict[str, Any] = field(default_factory=dict)


def own(signed_in: int | str = 200, **arguments) -> Door:
    """Of one's own account: strangers are led to the sign-in page."""
    return Door(SIGN_IN, signed_in, arguments)


DOORS = {
    "account_change_password": own(SET_FIRST),
    "account_confirm_login_code": Door(SIGN_IN, HOME),  # such codes are off: nothing to confirm
    "account_inactive": Door(200, 200),
    "account_login": Door(200, HOME),
    "account_logout": own(),
    "account_reauthenticate": own(403),  # nothing to show again
    "account_reset_password": Door(200, 200),
    "account_reset_password_done": Door(200, 200),
    "account_reset_password_from_key": Door(200, 200, {"uidb36": "x", "key": "y"}),
    "account_reset_password_from_key_done": Door(200, 200),
    "account_set_password": own(),
    "account_signup": Door(200, HOME),  # says that accounts are by invitation
    "mfa_activate_totp": own(),
    "mfa_add_webauthn": own(),
    "mfa_authenticate": Door(SIGN_IN, HOME),  # on the way in alone
    "mfa_deactivate_totp": own(404),
    "mfa_download_recovery_codes": own(404),
    "mfa_edit_webauthn": own(404, pk="of the manager"),
    "mfa_generate_recovery_codes": own(),
    "mfa_index": own(),
    "mfa_list_webauthn": own(),
    "mfa_reauthenticate": own(403),
    "mfa_reauthenticate_webauthn": own(403),
    "mfa_remove_webauthn": own(404, pk="of the manager"),
    "mfa_view_recovery_codes": own(404),
    "openid_connect_callback": Door(404, 404, {"provider_id": "nobodys"}),
    "openid_connect_login": Door(404, 404, {"provider_id": "nobodys"}),
    "socialaccount_login_cancelled": Door(200, 200),
    "socialaccount_login_error": own(401),
    "usersessions_list": own(),
}


def test_every_address_of_the_library_is_judged():
    library = {name for name, _view in list_addresses() if name.startswith(LIBRARIES)}
    assert library == set(DOORS)


@pytest.fixture
def key_of_the_manager(people):
    """A security key that is somebody else's."""
    from allauth.mfa.models import Authenticator

    kind = Authenticator.Type.WEBAUTHN
    return Authenticator.objects.create(user=people.users["manager"], type=kind, data={}).pk


@pytest.mark.parametrize("name", sorted(DOORS))
def test_who_gets_an_answer(name, people, sign_in, key_of_the_manager):
    door = DOORS[name]
    keys = {"pk": key_of_the_manager} if "pk" in door.arguments else door.arguments
    address = reverse(name, kwargs=keys)
    add_charity(people)
    assert tell(sign_in(None).get(address)) == door.stranger
    if door.stranger == SIGN_IN:
        assert tell(sign_in(None).post(address)) == SIGN_IN
    for who in SIGNED_IN:
        assert tell(sign_in(who).get(address)) == door.signed_in, who


def tell(answer) -> int | str:
    """The status, or the path that the answer leads to."""
    return answer.url.partition("?")[0] if answer.status_code == 302 else answer.status_code


def test_the_library_keeps_no_signing_up_and_no_further_addresses(sign_in):
    closed = ("email/", "confirm-email/", "confirm-email/x/", "3rdparty/", "3rdparty/signup/")
    for path in closed:
        assert sign_in("officer").get(f"/account/{path}").status_code == 404, path
    sent = {"email": "new@example.org", "password1": "another-lamp-in-the-river"}
    assert "by invitation" in sign_in(None).post("/account/signup/", sent).content.decode()
