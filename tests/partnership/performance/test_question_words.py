"""The words that a question writes into a sheet that has none."""

from __future__ import annotations

import pytest
from django.utils import translation

from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.performance import actions
from tests.partnership.performance.made import FIELDS

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_words_that_a_question_wrote_in_another_language_go_with_it(people, settings):
    settings.LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
    counted = {"agency": "police", "theme": "asb"}
    with translation.override("cy"):
        made = actions.make_measure(
            FIELDS | {"code": "own", "source": "question", "numerator": "",
                      "question": {"counted": counted, "area": "city"}}, by=SYSTEM)  # fmt: skip
    with translation.override("en"):
        other = {"counted": {"agency": "fire", "theme": "asb"}, "area": "city"}
        assert "Police" not in made.numerator
        actions.change_measure(made, {"question": other}, version=made.version, by=SYSTEM)
    made.refresh_from_db()
    assert made.numerator.startswith("Records of Fire")
