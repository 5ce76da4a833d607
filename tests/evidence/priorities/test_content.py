"""Criteria and horizon as content: what is wrong is told all at once, by file and key."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from safercity.evidence.errors import ContentError
from safercity.evidence.taxonomy.files import SHIPPED
from safercity.evidence.taxonomy.priorities import GROUPS, load_criteria, load_horizon


def fork(folder: Path, name: str, change) -> Path:
    values = yaml.safe_load((SHIPPED / f"priorities/{name}.yaml").read_text(encoding="utf-8"))
    change(values)
    target = folder / "priorities" / f"{name}.yaml"
    target.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump({**values, "forked_from": 1}, allow_unicode=True)
    target.write_text(text, encoding="utf-8")
    return folder


def test_shipped_weights_make_a_hundred_and_every_group_has_some():
    criteria = load_criteria()
    assert sum(one.weight for one in criteria) == 100
    assert {one.group for one in criteria} == set(GROUPS)
    asked = {"harm", "cost", "concern", "level", "trend", "forecast", "agencies", "concentration",
             "capacity"}  # fmt: skip
    assert {one.id for one in criteria} == asked


def test_a_partnership_argues_with_the_weights(tmp_path):
    fork(tmp_path, "criteria", lambda v: v["criteria"][0].update(weight=50))
    assert load_criteria(tmp_path)[0].weight == 50


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda v: v["criteria"][0].update(weight=-1), "criteria.harm: weight"),
        (lambda v: [one.update(weight=0) for one in v["criteria"]], "none has any weight"),
        (lambda v: v["criteria"][0].update(group="luck"), "group"),
        (lambda v: v["criteria"][2]["scale"].pop("to"), "criteria.concern: scale"),
        (lambda v: v["criteria"][2]["scale"].update(to=0), "criteria.concern: scale"),
        (lambda v: v["criteria"][0]["scale"].update(to=3), "ranks have no ends"),
        (lambda v: v["criteria"][0].update(title={}), "title.en"),
        (lambda v: v["criteria"].append(v["criteria"][0]), "stands there twice"),
        (lambda v: v.update(criteria="all"), "is not a list"),
        (lambda v: v.update(criteria=[c for c in v["criteria"] if c["group"] != "capacity"]),
         "none belongs to capacity"),
    ],
)  # fmt: skip
def test_faults_of_criteria(tmp_path, change, told):
    with pytest.raises(ContentError, match=told):
        load_criteria(fork(tmp_path, "criteria", change))


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda v: v["entries"][0].update(kind="magical"), "kind"),
        (lambda v: v["entries"][0].update(likelihood=6), "likelihood: 6"),
        (lambda v: v["entries"][0].update(impact=0), "impact: 0"),
        (lambda v: v["entries"][0].update(review="2020-01-01"), "before it was noted"),
        (lambda v: v["entries"][0].update(noted="spring"), "noted: 'spring'"),
        (lambda v: v["entries"][0].update({"from": "2026"}), "from: '2026'"),
        (lambda v: v["entries"][0].update(themes=["weather"]), "weather"),
        (lambda v: v["entries"][0].update(source=" "), "who says so"),
        (lambda v: v["entries"][0].pop("review"), "review"),
        (lambda v: v.update(entries=None), "is not a list"),
    ],
)
def test_faults_of_the_horizon(tmp_path, change, told):
    with pytest.raises(ContentError, match=told):
        load_horizon(fork(tmp_path, "horizon", change))


def test_all_faults_are_told_at_once(tmp_path):
    def change(values):
        values["entries"][0]["likelihood"] = 9
        values["entries"][1]["impact"] = 9

    with pytest.raises(ContentError) as error:
        load_horizon(fork(tmp_path, "horizon", change))
    assert len(str(error.value).splitlines()) == 2
