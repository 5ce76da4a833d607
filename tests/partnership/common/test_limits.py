"""Files of lists: generous to people, an end to programs."""

from __future__ import annotations

from dataclasses import replace

import pytest

pytestmark = pytest.mark.one_database


LISTS = "/actions/?format=csv", "/places.csv", "/places.xlsx", "/places/paper.html"


@pytest.mark.parametrize("address", LISTS)
def test_who_takes_files_without_end_is_told_when_it_goes_again(
    people, sign_in, settings, monkeypatch, address
):
    from django.utils import timezone

    now = timezone.now().replace(hour=10, minute=5, second=50)
    monkeypatch.setattr("safercity.partnership.common.limits.timezone.now", lambda: now)
    monkeypatch.setattr("safercity.partnership.common.limits._counted", {})
    client, other = sign_in("manager"), sign_in("officer")
    settings.SAFERCITY = replace(settings.SAFERCITY, files_a_minute=2)
    assert [client.get(address).status_code for _ in range(3)] == [200, 200, 429]
    answer = client.get(address)
    page = answer.content.decode()
    assert "Try again in 10 seconds, at" in page and ":06" in page
    assert answer["Retry-After"] == "10"
    assert other.get(address).status_code == 200, "each person by themselves"
    assert client.get("/actions/").status_code == 200, "pages are not counted"
