"""The marks of a chart: shapes before colour, nothing drawn that is not there."""

from __future__ import annotations

import itertools
import re
from types import SimpleNamespace

import pytest

from safercity.partnership.performance.models import Return
from safercity.partnership.performance.presenters.chart import Frame, draw_chart
from safercity.partnership.performance.presenters.shapes import LINE_HEIGHT
from safercity.partnership.performance.queries import Point, Reading, Target, Verdict

pytestmark = pytest.mark.one_database


def reading(values, *, verdict=Verdict.STEADY, way=0, since="", **more):
    kept = {name: more.pop(name) for name in ("is_small", "data") if name in more}
    measure = SimpleNamespace(**({"title": "Referrals", "is_small": False, "data": "count"} | kept))
    points = tuple(
        value if isinstance(value, Point) else Point(f"2025-{at:02d}", value, 10, 5, 15,
            way=way if since and f"2025-{at:02d}" >= since else 0, is_judged=True, count=value)
        for at, value in enumerate(values, start=1)
    )  # fmt: skip
    return Reading(measure, verdict, points, way=way, since=since, **more)


def draw(values, *, sees_small=True, **more):
    return draw_chart(reading(values, **more), sees_small=sees_small)


def test_a_missing_period_is_a_cross_and_breaks_the_line():
    drawing = draw([8, 9, None, 11, 10])
    assert drawing.line.count("M") == 2 and drawing.missing.count("M") == 1
    assert "1 period missing" in drawing.words


def test_zero_is_a_ring_on_the_axis_and_not_a_dot():
    drawing = draw([3, 0, 4])
    assert drawing.dots.count("M") == 2
    assert f" {drawing.axis - 4:.0f}a4" in drawing.zero


def test_not_collected_is_a_dash_and_no_cross():
    drawing = draw([3, Point("2025-02", None, is_collected=False), 4])
    assert drawing.uncollected and not drawing.missing


def test_few_people_are_a_square_at_one_height_whatever_their_number():
    one, other = (draw([8, few, 9], is_small=True, sees_small=False).hidden for few in (1, 4))
    assert one == other != ""
    assert draw([8, 9, 3], is_small=True, sees_small=False).labels[-1].words == "<5" or any(
        label.words == "<5" for label in draw([8, 9, 3], is_small=True, sees_small=False).labels
    )
    assert not draw([8, 3, 9], is_small=True).hidden


@pytest.mark.parametrize(
    ("verdict", "kind"),
    [
        (Verdict.IMPROVING, "better"),
        (Verdict.WANTED, "better"),
        (Verdict.WORSENING, "worse"),
        (Verdict.CARE, "care"),
    ],
)
def test_only_the_tail_since_the_change_has_its_shape(verdict, kind):
    drawing = draw([8, 9, 17, 18, 17], verdict=verdict, way=1, since="2025-03")
    assert getattr(drawing, kind).count("M") == 3 and drawing.dots.count("M") == 2
    assert not any(getattr(drawing, other) for other in {"better", "worse", "care"} - {kind})


def test_a_change_that_is_over_is_not_coloured():
    drawing = draw([8, 9, 17], verdict=Verdict.STEADY)
    assert not (drawing.better or drawing.worse or drawing.care)


def test_the_newest_provisional_figure_is_hollow():
    newest = Point("2025-03", 9, 10, 5, 15, is_provisional=True, count=9)
    drawing = draw([8, 9, newest])
    assert drawing.hollow and drawing.hollow_kind == "dots" and drawing.dots.count("M") == 2


def test_without_a_usual_range_there_is_no_band():
    points = [Point(f"2025-{at:02d}", float(at), count=at) for at in range(1, 6)]
    assert draw(points).band == draw(points).centre == ""


def test_a_new_phase_has_its_own_band():
    old = [Point(f"2025-{at:02d}", 10.0, 10, 5, 15, count=10) for at in range(1, 4)]
    new = [Point(f"2025-{at:02d}", 30.0, 30, 20, 40, phase=2, count=30) for at in range(4, 7)]
    assert draw(old + new).band.count("z") == 2


def test_frozen_areas_are_drawn_with_their_matches():
    points = [Point(f"2025-{at:02d}", 20.0 + at, beside=10.0, count=20) for at in range(1, 6)]
    drawing = draw(points)
    assert drawing.beside.count("L") == 4
    assert "matched 10" in [label.words for label in drawing.labels]


def test_labels_never_cover_each_other_or_leave_the_drawing():
    drawing = draw([10, 10, 10], target=Target(10, "2026-03"))
    heights = [label.y for label in drawing.labels]
    assert len(heights) == 3
    assert all(b - a >= LINE_HEIGHT - 0.2 for a, b in itertools.pairwise(heights))
    assert 0 < min(heights) and max(heights) < Frame().height


def test_a_target_with_a_baseline_is_drawn_as_the_line_that_leads_to_it():
    drawing = draw([10, 10, 9, 9], target=Target(2, "2026-03", line=(None, 10.0, 9.0, 8.0)))
    line, stub = drawing.target.rsplit("M", 1)
    heights = [float(part.split()[1]) for part in line.replace("M", "L").split("L")[1:]]
    assert len(heights) == 3 and heights == sorted(heights) and heights[0] < heights[-1]
    goal = float(stub.split()[1].split("h")[0])
    assert goal > heights[-1], "its own level stands beside its label, below where the line is now"
    assert "the line to it stands at 8" in drawing.words
    flat = draw([10, 10, 9, 9], target=Target(2, "2026-03"))
    assert "L" not in flat.target and flat.target.count("M") == 1


def test_only_the_part_of_the_line_that_is_shown_is_drawn():
    line = tuple(float(40 - at) for at in range(30))
    points = [Point(f"{2023 + at // 12}-{at % 12 + 1:02d}", 9.0, count=9) for at in range(30)]
    drawing = draw(points, target=Target(5, "2027-03", line=line))
    assert drawing.target.count("L") == Frame().most - 1


def test_without_any_figure_nothing_is_drawn():
    assert draw([None, None]) is None


POINTS = re.compile(r'class="spots" href="([^"]+)" tabindex="-1" aria-hidden="true" '
                    r'data-of="([^"]+)" data-points="([^"]+)"')  # fmt: skip


def test_each_small_chart_opens_what_is_behind_each_of_its_figures(demonstration):
    """A pointer finds the point, by keyboard there is one link a chart: never one a point."""
    client = demonstration("manager")
    page = client.get("/outcomes/").content.decode()
    charts = POINTS.findall(page)
    assert len(charts) == page.count('<svg class="chart') > 10
    assert all(page.count(f'class="no-print" href="{behind}"') == 1 for behind, *_ in charts)
    behind, of, told = next(each for each in charts if "hate-crimes" in each[1])
    assert behind == f"{of}#figures" and 'id="figures"' in client.get(of).content.decode()
    points = [one.split(" ") for one in told.split(";")]
    assert [int(left) for left, *_ in points] == sorted({int(left) for left, *_ in points})
    _left, label = points[-2]
    row = Return.objects.get(measure__code="hate-crimes", period=label, state="approved")
    assert client.get(of, {"period": label}).url == f"/outcomes/returns/{row.pk}/"
    assert client.get(of, {"period": "2001-01"}).status_code == 200, "nothing is behind it"
