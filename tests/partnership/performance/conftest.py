"""The demonstration's partnership in the database, made once for each test that asks for it."""

from __future__ import annotations

import pytest

from tests.partnership.put_back import put_back_demonstration


@pytest.fixture
def demonstration(db, tmp_path, settings, assessed):
    """Clients of the demonstration's accounts, over the sample edition."""
    from dataclasses import replace

    from django.test import Client

    from safercity.partnership.people.queries import User
    from safercity.partnership.sharing.queries import terms

    settings.SAFERCITY = replace(settings.SAFERCITY, workspace=assessed)
    put_back_demonstration(tmp_path)
    terms._KEPT.clear()  # a page's numbers hold for the first that a process shows

    def sign_in(account: str) -> Client:
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(User.objects.get(email=f"{account}@demo.invalid"))
        return client

    return sign_in
