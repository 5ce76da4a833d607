"""What a measure tells beside its chart: its question to the records, figures to programs."""

from __future__ import annotations

import csv
import io

import pytest

from safercity.partnership.common.viewers import SYSTEM
from safercity.partnership.people.actions import NewToken, make_token
from safercity.partnership.performance import queries
from safercity.partnership.performance.presenters import list_numbers
from tests.partnership.performance.made import approve, make_measure, periods

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

    def figures(slug: str) -> list[tuple]:
        new = NewToken(people.agencies[slug], "Dashboard", "monthly figures")
        _token, secret = make_token(new, by=SYSTEM)
        bearer = {"HTTP_AUTHORIZATION": f"Bearer {secret}"}
        listed = sign_in(None).get("/api/v1/measures?serves=O4.2", **bearer).json()
        assert [one["code"] for one in listed["items"]] == ["few"]
        told = sign_in(None).get("/api/v1/measures/few", **bearer).json()
        assert told["says"] == listed["items"][0]["says"] and told["counted"]
        assert (told["target"], told["target_by"], told["baseline"]) == (20, "2099-12", [])
        step = {"by": "2098-12", "figure": 15.0, "reached": None, "is_due": True}
        assert told["steps"] == [step] and told["figures"][0]["goal"] is None
        labels = [one["period"] for one in told["figures"]]
        assert labels[:3] == periods(measure, 3)[::-1] and labels[0][4] == "-"
        return [(one["figure"], one["is_hidden"], one["says"]) for one in told["figures"][:3]]

    told = [(9.0, False, "9"), (8.0, False, "8")]
    assert figures("council") == [(3.0, False, "3"), *told]
    assert figures("fire") == [(None, True, "<5"), *told]


def test_a_file_of_a_measure_holds_numbers_and_none_that_is_hidden(people, sign_in):
    measure = make_measure(people, code="few", is_small=True, months=14)
    approve(measure, [11, 12, 13, 11, 12, 13, 11, 12, 13, 11, 12, 13, 11, 3])
    address = queries.address_of("few") + "?format=csv"

    def read(who: str) -> list[dict[str, str]]:
        text = sign_in(who).get(address).content.decode("utf-8-sig")
        return list(csv.DictReader(io.StringIO(text)))

    own, theirs = read("officer"), read("elsewhere")
    assert own[0]["period"] == theirs[0]["period"] == periods(measure, 1)[0]
    assert (float(own[0]["figure"]), own[0]["hidden"].lower()) == (3, "false")
    assert (theirs[0]["figure"], theirs[0]["hidden"].lower()) == ("", "true")
    assert theirs[0]["in words"] == "<5" and float(theirs[1]["figure"]) == 11
    exact, said = float(own[1]["usual"]), float(theirs[1]["usual"])
    assert said == round(exact) != exact, "an exact mean would tell the hidden figure"
    assert float(own[1]["low"]) < exact < float(own[1]["high"])


def test_a_share_is_told_with_what_it_is_made_of(people):
    measure = make_measure(people, code="part", data="share", denominator="All")
    whole = queries.Point("2026-09", 0.2089, 0.21, 0.17, 0.25, count=178, out_of=852)
    reading = queries.Reading(measure, queries.Verdict.STEADY, (whole,))
    (told,) = list_numbers(reading, viewer=people.viewer("officer"))
    assert (told.figure, told.numerator, told.denominator) == (0.2089, 178, 852)
    assert (told.usual, told.low, told.high, told.is_hidden) == (0.21, 0.17, 0.25, False)
