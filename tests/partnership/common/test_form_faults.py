"""How a form says what is wrong with the whole of it, and what is chosen in it."""

from __future__ import annotations

import pytest
from django import forms
from django.template import engines

from safercity.partnership.governance.forms.deciding import DecisionForm

pytestmark = pytest.mark.one_database


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
