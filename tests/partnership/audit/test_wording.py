"""What an act says of what it did: no codes, no labels of periods, no ids of things."""

from __future__ import annotations

import pytest

from safercity.partnership.audit.wording import tell_changes


@pytest.mark.parametrize(
    ("details", "said"),
    [
        ({"duty": "death-reviews", "period": "2026-27-2"},
         "duty: death reviews; period: 2026/27, case 2"),
        ({"step": "late", "quarter": "2026-27-q2"}, "step: late; quarter: 2026/27 Q2"),
        ({"period": "2026-27"}, "period: 2026/27"),
        ({"start": [None, "2024-04"]}, "start: – → April 2024"),
        ({"day": "2026-03-01"}, "day: 1 Mar 2026"),
        ({"to": "health-board", "how": "reports"}, "to: health board; how: reports"),
        ({"state": ["under_way", "decided"]}, "state: under way → decided"),
        ({"code": "asb-high-demand", "reference": "ISA-7-a"},
         "code: asb-high-demand; reference: ISA-7-a"),
        ({"title": "Well-lit streets"}, "title: Well-lit streets"),
    ],
)  # fmt: skip
def test_details_are_told_in_words(details, said):
    assert tell_changes(details, reworded="reworded") == said
