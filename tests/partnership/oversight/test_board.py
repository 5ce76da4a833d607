"""The chair's page beside My work: what the Board decides, and where the rest is read."""

from __future__ import annotations

import pytest
from django.urls import reverse

pytestmark = pytest.mark.django_db


def test_the_page_leads_to_ones_own_list_to_outcomes_and_to_late_actions(linked, sign_in):
    client = sign_in("chair")
    page = client.get(reverse("oversight:pack")).content.decode()
    assert f'href="{reverse("home:my-work")}">What waits for you alone' in page
    assert f'href="{reverse("performance:outcomes")}">how the outcomes stand' in page
    late = f"{reverse('commitments:list')}?state=late"
    assert f'href="{late}">which actions are late' in page
    assert client.get(late).status_code == 200
