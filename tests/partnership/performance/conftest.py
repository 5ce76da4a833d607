"""The demonstration's partnership in the database, made once for each test that asks for it."""

from __future__ import annotations

import pytest

from tests.partnership.put_back import put_back_demonstration


@pytest.fixture
def demonstration(db, tmp_path, settings, edition):
    """Clients of the demonstration's accounts, over the sample edition."""
    from dataclasses import replace

    from django.test import Client

    from safercity.partnership.people.queries import User

    settings.SAFERCITY = replace(settings.SAFERCITY, workspace=edition)
    put_back_demonstration(tmp_path)

    def sign_in(account: str) -> Client:
        client = Client(SERVER_NAME="127.0.0.1")
        client.force_login(User.objects.get(email=f"{account}@demo.invalid"))
        return client

    return sign_in
