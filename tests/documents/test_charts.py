"""Charts drawn for real: what is kept, what is never let through, the same bytes each time."""

from __future__ import annotations

import os
import re
import struct
import subprocess
import sys
from xml.etree import ElementTree

import pytest

from safercity.documents.charts import NARROW, WIDE, ChartNotDrawn, draw_png, draw_svg
from safercity.evidence.findings import Caption, draw_bars, draw_heat, draw_intervals, draw_lines

SAYS = Caption('Rose <b>"fast"</b> & far', "Records by <month>.")
MONTHS = [f"2024-{k:02d}" for k in range(1, 13)]


def lines(**changed):
    rows = [{"month": m, "count": 50 + k, "expected": 52.5 + k} for k, m in enumerate(MONTHS)]
    for at, value in changed.get("counts", {}).items():
        rows[at]["count"] = value
    titles = {"count": "Records", "expected": "Trend and season"}
    return draw_lines(rows, SAYS, x="month", y=titles)


def ranked():
    return [
        {"name": f"A place with a long name, number {k}", "value": k, "low": k - 1, "high": k + 2}
        for k in range(5)
    ]


SPECS = {
    "lines": lines(),
    "bars": draw_bars(ranked()[1:], SAYS, name="name", value="value"),
    "intervals": draw_intervals(ranked(), SAYS, name="name", value="value"),
    "heat": draw_heat(
        [{"a": f"r{i}", "b": f"c{j}", "value": i * j} for i in range(4) for j in range(4)],
        SAYS, across="b", down="a",
    ),
}  # fmt: skip


def words_of(svg):
    return [node.text for node in ElementTree.fromstring(svg).iter() if node.tag.endswith("}text")]


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("kind", SPECS)
def test_each_kind_is_drawn_as_wide_as_asked_with_name_and_description(kind, width):
    svg = draw_svg(SPECS[kind], width=width)
    root = ElementTree.fromstring(svg)
    assert root.get("role") == "img"
    assert abs(float(root.get("width")) - width) <= 2
    assert [child.tag.rpartition("}")[2] for child in list(root)[:2]] == ["title", "desc"]
    assert root[0].text == SAYS.description
    assert root[1].text == SAYS.title
    assert SAYS.title not in words_of(svg)  # it stands beside the drawing, not in it
    assert len(words_of(svg)) > 4


@pytest.mark.parametrize("kind", SPECS)
def test_nothing_is_left_that_a_strict_policy_refuses(kind):
    svg = draw_svg(SPECS[kind])
    assert not re.search(r"<(script|style|image|a|foreignObject)\b", svg)
    assert not re.search(
        r"\s(style|class|href|xlink:href|on\w+)=", svg.replace(' class="chart"', "")
    )
    assert re.findall(r'"(https?://[^"]*)"', svg) == ["http://www.w3.org/2000/svg"]


@pytest.mark.parametrize("kind", SPECS)
def test_the_same_specification_gives_the_same_text(kind):
    assert draw_svg(SPECS[kind]) == draw_svg(SPECS[kind])
    assert draw_png(SPECS[kind]) == draw_png(SPECS[kind])


TELL = """
import hashlib
from safercity.documents.charts import draw_svg
from tests.documents.test_charts import lines
print(hashlib.sha256(draw_svg(lines()).encode()).hexdigest())
"""


@pytest.mark.parametrize("zone", ["America/Los_Angeles", "Pacific/Auckland"])
def test_a_month_is_the_same_month_in_every_time_zone(zone):
    import hashlib

    there = subprocess.run(
        [sys.executable, "-c", TELL], env={**os.environ, "TZ": zone}, check=True,
        capture_output=True, text=True,
    )  # fmt: skip
    assert there.stdout.strip() == hashlib.sha256(draw_svg(lines()).encode()).hexdigest()
    assert "Jan 2024" in words_of(draw_svg(lines()))


def test_a_missing_month_breaks_the_line():
    def starts(svg):
        drawn = re.findall(r'<path d="(M[^"]*)"[^>]*stroke="#1f5d8c"', svg)
        return sorted(path.count("M") for path in drawn if path.count("L") > 3)

    assert starts(draw_svg(lines())) == [1, 1]
    assert starts(draw_svg(lines(counts={5: None}))) == [1, 2]


def signs(svg):
    """Where crosses and rings stand: (x, y) of each, by what it is."""
    drawn = re.findall(r'<path transform="translate\(([\d.]+),([\d.]+)\)" d="([^"]*)"([^>]*)', svg)
    found = {"cross": [], "ring": [], "dot": []}
    for x, y, path, rest in drawn:
        if re.fullmatch(r"M-[\d.]+,-[\d.]+L[\d.]+,[\d.]+M.*", path):
            found["cross"].append((float(x), float(y)))
        elif "A" in path:
            found["dot" if "fill=" in rest else "ring"].append((float(x), float(y)))
    return found


def test_a_missing_month_is_a_cross_and_none_a_ring_both_on_the_axis():
    spec = lines(counts={3: None, 4: 0, 8: None})
    found = signs(draw_svg(spec))
    assert (len(found["cross"]), len(found["ring"]), found["dot"]) == (2, 1, [])
    (ring,) = found["ring"]
    assert {y for _x, y in found["cross"]} == {ring[1]}  # on one line, the axis
    (first, second), x = (x for x, _y in found["cross"]), ring[0]
    assert first < x < second
    told = spec["description"]
    assert "A cross: nothing was sent." in told and "A ring on the axis: none." in told


def test_a_chart_without_gaps_has_no_signs_and_does_not_tell_of_them():
    assert signs(draw_svg(lines())) == {"cross": [], "ring": [], "dot": []}
    assert lines()["description"] == SAYS.description


def test_a_month_that_no_line_reaches_is_a_dot():
    found = signs(draw_svg(lines(counts={3: None, 5: None})))
    assert len(found["cross"]) == 2 and len(found["dot"]) == 1


def test_what_is_still_to_come_is_not_missing():
    rows = [{"month": m, "count": 5 if k < 8 else None, "ahead": k >= 8}
            for k, m in enumerate(MONTHS)]  # fmt: skip
    rows[2]["count"] = None
    spec = draw_lines(rows, SAYS, x="month", y={"count": "Records"})
    assert len(signs(draw_svg(spec))["cross"]) == 1


def test_a_bar_of_nothing_is_a_ring_and_a_missing_one_a_cross():
    rows = [{"n": "some", "v": 3}, {"n": "none", "v": 0}, {"n": "not sent", "v": None}]
    found = signs(draw_svg(draw_bars(rows, SAYS, name="n", value="v")))
    ((cross_x, cross_y),), ((ring_x, ring_y),) = found["cross"], found["ring"]
    assert cross_x == ring_x and ring_y < cross_y


def test_lines_are_told_apart_by_a_key():
    assert {"Records", "Trend and season"} <= set(words_of(draw_svg(lines())))


def test_names_in_the_data_are_only_ever_text():
    name = '<script>alert("1")</script> & \x07'
    spec = draw_bars([{"n": name, "v": 1}], SAYS, name="n", value="v")
    svg = draw_svg(spec, width=1200)
    assert "<script" not in svg
    assert any("alert" in text for text in words_of(svg))


def test_links_and_pictures_of_a_specification_do_not_pass():
    spec = dict(SPECS["bars"])
    spec["encoding"] = {**spec["encoding"], "href": {"value": "https://example.org/"}}
    assert "example.org" not in draw_svg(spec)
    picture = {
        **spec, "mark": "image",
        "encoding": {**spec["encoding"], "url": {"value": "https://example.org/a.png"}},
    }  # fmt: skip
    assert "example.org" not in draw_svg(picture)


def test_data_from_elsewhere_are_not_fetched(tmp_path):
    near = tmp_path / "near.json"
    near.write_text('[{"name": "secret", "value": 3}]')
    for url in (near.as_uri(), "https://example.org/data.json"):
        with pytest.raises(ChartNotDrawn):
            draw_svg({**SPECS["bars"], "data": {"url": url}})


def test_a_specification_that_is_none_is_an_error_with_words():
    with pytest.raises(ChartNotDrawn, match="could not be drawn"):
        draw_svg({"mark": "no such mark", "data": {"values": []}})


def test_the_png_is_the_same_drawing_at_scale():
    png = draw_png(SPECS["lines"], scale=2.0)
    assert png.startswith(b"\x89PNG")
    width, _height = struct.unpack(">II", png[16:24])
    assert abs(width - 2 * WIDE) <= 4


def test_ids_of_two_drawings_never_meet():
    wide, narrow = (re.findall(r'id="([^"]*)"', draw_svg(SPECS["heat"], width=w))
                    for w in (WIDE, NARROW))  # fmt: skip
    assert wide and narrow and not set(wide) & set(narrow)
    assert f"url(#{wide[0]})" in draw_svg(SPECS["heat"])


def test_the_library_is_not_loaded_at_start_up():
    ask = (
        "import sys, safercity.cli.main, safercity.documents, safercity.documents.findings;"
        "print('vl_convert' in sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", ask], check=True, capture_output=True, text=True)
    assert told.stdout.strip() == "False"
