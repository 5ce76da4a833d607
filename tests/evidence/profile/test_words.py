"""Every message can be said, and stands once."""

from __future__ import annotations

import string

from safercity.evidence.findings import Statement, say
from safercity.evidence.profile.words import (
    MESSAGES,
    assessments,
    comparisons,
    levels,
    make_ups,
    repeats,
    risks,
    weeks,
)

PARTS = (assessments, comparisons, levels, make_ups, repeats, risks, weeks)
SAMPLES = {"month": "2024-03", "list": ["a", "b"], "title": "slug"}


def test_no_id_stands_twice():
    assert sum(len(part.MESSAGES) for part in PARTS) == len(MESSAGES)


def test_every_message_can_be_said():
    for name, text in MESSAGES.items():
        values = {}
        for _, field, spec, _ in string.Formatter().parse(text):
            if field:
                values[field] = SAMPLES.get(spec or "", 1 if spec else "words")
        said = say(Statement(name, values), MESSAGES)
        assert said[0].isupper() or not said[0].isalpha()
        assert said.endswith("."), name
