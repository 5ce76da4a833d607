"""How a form says what is wrong with the whole of it, and what is chosen in it."""

from __future__ import annotations

import pytest
from django import forms
from django.template import engines
from django.utils import timezone

from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.governance import actions as governance
from safercity.partnership.governance.forms.deciding import DecisionForm
from safercity.partnership.governance.models import Decision, Tier
from safercity.partnership.people.models import Post

pytestmark = pytest.mark.one_database

MOST_BYTES = 100_000  # of a page


def test_a_fault_of_the_whole_form_is_said_once(people):
    class Empty(forms.Form):
        words = forms.CharField(required=False)

        def clean(self):
            raise forms.ValidationError("The whole cannot be so.")

    page = engines["django"].from_string(
        "{% load crispy_forms_tags crispy_forms_gds %}{% error_summary form %}{{ form|crispy }}"
    )
    assert page.render({"form": Empty({"words": ""})}).count("The whole cannot be so.") == 1


def test_the_owner_of_a_first_action_is_named_with_the_agency(people):
    post = people.posts["officer"]
    assert f">{post.title}, {post.agency.name}</option>" in str(DecisionForm()["owner"])


def test_a_form_with_500_posts_that_is_given_back_stays_light(people, sign_in):
    agencies = list(people.agencies.values())
    Post.objects.bulk_create(
        Post(agency=agencies[n % 3], title=f"Neighbourhood safety coordinator {n}", role="officer")
        for n in range(500)
    )
    board = governance.add_body(governance.NewBody("Board", Tier.STRATEGIC), by=SYSTEM)
    said = "Lights are mended in the underpass of street {n} before winter comes back to the city"
    Decision.objects.bulk_create(  # as many as the form offers to replace
        Decision(body=board, day=timezone.localdate(), what=said.format(n=n)) for n in range(200)
    )
    owner = str(people.posts["officer"].pk)
    answer = sign_in("manager").post("/decisions/new/", {"what": "x" * 300, "owner": owner})
    page = answer.content.decode()
    assert answer.status_code == 422 and page.count("<option") > 700
    assert f'value="{owner}" selected' in page and f'<optgroup label="{agencies[0].name}"' in page
    assert len(answer.content) < MOST_BYTES
