"""What a measure tells beside its chart: its question to the records, figures to programs."""

from __future__ import annotations

import pytest

from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.people.actions import NewToken, make_token
from safercity.partnership.performance import queries
from tests.partnership.performance.made import approve, make_measure

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]


def test_a_measure_of_the_evidence_says_what_it_asks_of_the_records(people, sign_in):
    told = {"source": "evidence", "indicator": "public-place-violence", "data": "rate"}
    told["denominator"] = "Residents"
    make_measure(people, code="street", **told)
    make_measure(people, code="told")
    client = sign_in("officer")
    page = client.get(queries.address_of("street")).content.decode()
    assert "own recorded crime: Violence in public places" in page
    assert "Asked of the records, out of" in page and "1,000 of: residents" in page
    assert "Asked of the records" not in client.get(queries.address_of("told")).content.decode()


def test_programs_read_the_figures_with_the_same_counts_hidden(people, sign_in):
    aim = {"target": 20, "target_by": "2099-12", "steps": [["2098-12", 15.0]]}
    measure = make_measure(people, code="few", is_small=True, months=14, **aim)
    approve(measure, [8, 9, 3])

    def figures(slug: str) -> list[str]:
        new = NewToken(people.agencies[slug], "Dashboard", "monthly figures")
        _token, secret = make_token(new, by=SYSTEM)
        bearer = {"HTTP_AUTHORIZATION": f"Bearer {secret}"}
        listed = sign_in(None).get("/api/v1/measures?serves=O4.2", **bearer).json()
        assert [one["code"] for one in listed["items"]] == ["few"]
        told = sign_in(None).get("/api/v1/measures/few", **bearer).json()
        assert told["says"] == listed["items"][0]["says"] and told["counted"]
        assert (told["target"], told["target_by"], told["baseline"]) == (20, "2099-12", [])
        step = {"by": "2098-12", "figure": 15.0, "reached": None, "is_due": True}
        assert told["steps"] == [step] and told["figures"][0]["goal"] == ""
        return [one["figure"] for one in told["figures"] if one["figure"] != "–"]

    assert figures("council")[:3] == ["3", "9", "8"]
    assert figures("fire")[:3] == ["<5", "9", "8"]
