"""Labels become titles in what an edition keeps, beside the ids that programs use."""

import numpy as np

from safercity.evidence.findings import Basis, as_values
from safercity.evidence.profile import describe_make_up
from safercity.evidence.profile.words import MESSAGES

COUNTS = {"asb_noise": 30.0, "theft": 12.0}
TITLES = {"asb_noise": "Noise"}


def tell(**named):
    return as_values(describe_make_up(COUNTS, basis=Basis()), messages=MESSAGES, **named)


def test_a_label_is_told_twice_as_an_id_and_as_its_title():
    told = tell(titles=TITLES)
    first, second = told["table"]["columns"][:2]
    assert (first["name"], first["kind"]) == ("type", "id")
    assert (second["name"], second["title"], second["kind"]) == ("type_title", "Type", "text")
    assert [row[:2] for row in told["table"]["rows"]] == [["asb_noise", "Noise"], ["theft"] * 2]


def test_a_chart_says_titles_in_its_rows_and_in_its_title():
    told = tell(titles=TITLES)
    assert [row["type"] for row in told["chart"]["data"]["values"]] == ["Noise", "theft"]
    assert told["chart"]["title"]["text"] == told["text"]
    assert "asb_noise" not in told["text"].lower() and np.isfinite(told["table"]["rows"][0][3])


def test_without_titles_labels_are_what_was_given():
    told = tell()
    assert told["table"]["columns"][0]["kind"] == "name"
    assert [row[0] for row in told["table"]["rows"]] == ["asb_noise", "theft"]
