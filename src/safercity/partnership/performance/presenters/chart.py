"""One chart as marks for an inline SVG: few paths, no styles; shapes first, then colour."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safercity.partnership.common.in_words import say_period
from safercity.partnership.performance.presenters.hiding import is_hidden, say_hidden
from safercity.partnership.performance.presenters.shapes import (
    SHAPES,
    Drawing,
    Frame,
    Label,
    Spot,
    draw_ring,
    spread_labels,
)
from safercity.partnership.performance.presenters.words import (
    MARKS,
    say_by,
    say_figure,
    say_point,
    say_verdict,
)
from safercity.partnership.performance.queries import Point, Reading
from safercity.partnership.performance.rules import SMALL

STUB = 8  # of the target's own level, beside its label
WIDE = Frame(1000, 300, 110, 96)
PHONE = Frame(343, 200, 92, 25)


def draw_chart(reading: Reading, *, frame: Frame | None = None, sees_small: bool) -> Drawing | None:
    """The drawing of a reading; None where it has no point at all."""
    room = frame or Frame()
    points = reading.points[-room.most :]
    if not any(one.value is not None for one in points):
        return None
    return _Artist(reading, points, room=room, sees_small=sees_small).draw()


class _Artist:
    """Places marks: x by period, y by figure."""

    def __init__(self, reading: Reading, points: Sequence[Point], *, room: Frame, sees_small: bool):
        self.reading, self.points, self.room = reading, points, room
        self.sees_small = sees_small
        self.hides = [is_hidden(reading, one, sees_small=sees_small) for one in points]
        line = reading.target.line if reading.target else ()
        self.trajectory = line[-len(points) :] if len(line) == len(reading.points) else ()
        self.axis = float(room.height - 24)
        left, right, last = 8.0, room.width - room.right - 8.0, max(len(points) - 1, 1)
        self.across = [left + (right - left) * (at / last) for at in range(len(points))]
        self.low, self.high = self._range()

    def _range(self) -> tuple[float, float]:
        told = [self._value(at) for at in range(len(self.points))]
        told += [v for one in self.points for v in (one.low, one.high, one.beside)]
        if self.reading.target:
            told += [self.reading.target.value, self.reading.target.goal.value, *self.trajectory]
        known = [value for value in told if value is not None]
        low, high = min(known), max(known)
        low = 0.0 if 0 <= low < 0.4 * high else low - 0.08 * (high - low or abs(high) or 1)
        return low, high if high > low else low + 1

    def _value(self, at: int) -> float | None:
        if not self.hides[at]:
            return self.points[at].value
        if self.points[at].drawn is not None:
            return self.points[at].drawn
        # A hidden count stands at one place whatever it is, a hidden share in the middle.
        below = self.points[at].below or SMALL
        return 0.5 if self.reading.measure.data == "share" else below / 2

    def x(self, at: int) -> float:
        return self.across[at]

    def y(self, value: float) -> float:
        top = 12.0
        return top + (self.axis - top) * (1 - (value - self.low) / (self.high - self.low))

    def _spot(self, at: int) -> Spot:
        (left, right), one = self._ends(at, at), self.points[at]

        def say() -> str:
            told = say_point(self.reading, one, sees_small=self.sees_small)
            return f"{say_period(one.label, is_short=True)}: {told}"

        return Spot(one.label, round(left), round(right - left), say)

    def draw(self) -> Drawing:
        newest = max(at for at, one in enumerate(self.points) if one.value is not None)
        marks: dict[str, str] = dict.fromkeys(
            ("dots", "better", "worse", "care", "zero", "hidden", "uncollected", "missing"), ""
        )
        hollow = hollow_kind = ""
        for at, one in enumerate(self.points):
            kind = self._kind(at, one)
            shape = SHAPES[kind](self.x(at), self._height(at, one))
            if at == newest and one.is_provisional and kind in ("dots", "better", "worse", "care"):
                hollow, hollow_kind = shape if kind != "dots" else draw_ring(
                    self.x(at), self._height(at, one)), kind  # fmt: skip
                if kind == "better":
                    hollow = draw_ring(self.x(at), self._height(at, one))
            else:
                marks[kind] += shape
        return Drawing(
            self.room,
            self.axis,
            band=self._band(),
            centre=self._level("centre"),
            target=self._target_path(),
            line=self._path([self._value(at) for at in range(len(self.points))]),
            beside=self._path([one.beside for one in self.points]),
            hollow=hollow,
            hollow_kind=hollow_kind,
            labels=self._labels(newest),
            spots=tuple(self._spot(at) for at in range(len(self.points))),
            first=say_period(self.points[0].label, is_short=True),
            last=say_period(self.points[-1].label, is_short=True),
            words=self._words(newest),
            **marks,
        )

    def _height(self, at: int, one: Point) -> float:
        value = self._value(at)
        if value is None or (one.value == 0 and not self.hides[at]):
            return self.axis
        return self.y(value)

    def _kind(self, at: int, one: Point) -> str:
        if one.value is None:
            return "missing" if one.is_collected else "uncollected"
        if self.hides[at]:
            return "hidden"
        if one.value == 0:
            return "zero"
        tail = self.reading.is_change and one.way and one.label >= self.reading.since
        kind = MARKS[self.reading.verdict] if tail else ""
        return kind if kind in ("better", "worse", "care") else "dots"

    def _path(self, values: Sequence[float | None]) -> str:
        """A line that is broken where a figure is missing."""
        parts, is_open = [], False
        for at, value in enumerate(values):
            if value is None:
                is_open = False
                continue
            parts.append(f"{'L' if is_open else 'M'}{self.x(at):.0f} {self.y(value):.0f}")
            is_open = True
        return "".join(parts)

    def _spans(self) -> list[tuple[int, int]]:
        """First and last position of each phase that has a usual range."""
        spans: list[tuple[int, int]] = []
        for at, one in enumerate(self.points):
            if one.centre is None:
                continue
            last = spans[-1] if spans else None
            before = self.points[last[1]] if last else None
            if last and before and last[1] == at - 1 and before.phase == one.phase:
                spans[-1] = (last[0], at)
            else:
                spans.append((at, at))
        return spans

    def _band(self) -> str:
        parts = []
        for first, last in self._spans():
            low, high = self.points[last].low, self.points[last].high
            if low is None or high is None:
                continue
            left, right = self._ends(first, last)
            top, bottom = self.y(high), self.y(max(low, self.low))
            parts.append(f"M{left:.0f} {top:.0f}H{right:.0f}V{bottom:.0f}H{left:.0f}z")
        return "".join(parts)

    def _ends(self, first: int, last: int) -> tuple[float, float]:
        left = 2.0 if first == 0 else (self.x(first - 1) + self.x(first)) / 2
        right = self.x(last) + 6 if last == len(self.points) - 1 else (
            self.x(last) + self.x(last + 1)) / 2  # fmt: skip
        return left, right

    def _level(self, name: str) -> str:
        parts = []
        for first, last in self._spans():
            left, right = self._ends(first, last)
            value = getattr(self.points[last], name)
            parts.append(f"M{left:.0f} {self.y(value):.0f}H{right:.0f}")
        return "".join(parts)

    def _target_path(self) -> str:
        if not self.reading.target:
            return ""
        y, right = self.y(self.reading.target.value), self.x(len(self.points) - 1) + 6
        if not any(value is not None for value in self.trajectory):
            return f"M2 {y:.0f}H{right:.0f}"
        # Where it leads stands beside its label: the target itself may be years ahead.
        ends = dict.fromkeys([y, self.y(self.reading.target.goal.value)])
        stubs = "".join(f"M{right:.0f} {end:.0f}h{STUB}" for end in ends)
        return self._path(self.trajectory) + stubs

    def _labels(self, newest: int) -> tuple[Label, ...]:
        reading, measure = self.reading, self.reading.measure
        point = self.points[newest]
        last = say_hidden(point) if self.hides[newest] else say_figure(measure, point.value)
        wanted = [Label(self._height(newest, point), last, "last")]
        if point.centre is not None:
            usual = _("usual %(figure)s") % {"figure": say_figure(measure, point.centre)}
            wanted.append(Label(self.y(point.centre), usual, "usual"))
        if point.beside is not None:
            words = _("matched %(figure)s") % {"figure": say_figure(measure, point.beside)}
            wanted.append(Label(self.y(point.beside), words, "usual"))
        if reading.target:
            figure = say_figure(measure, reading.target.value)
            words = _("target %(figure)s") % {"figure": figure}
            wanted.append(Label(self.y(reading.target.value), words, "target"))
            if due := reading.target.due:
                words = _("step %(figure)s") % {"figure": say_figure(measure, due.value)}
                wanted.append(Label(self.y(due.value), words, "target"))
        return spread_labels(wanted, lowest=self.axis + 2)

    def _words(self, newest: int) -> str:
        reading, measure = self.reading, self.reading.measure
        point = self.points[newest]
        told = say_figure(measure, point.value)
        if self.hides[newest]:
            told = _("{first} to {last}").format(first=1, last=(point.below or SMALL) - 1)
        parts = [
            f"{measure.title}: {say_verdict(reading)}",
            _("%(periods)s from %(first)s to %(last)s") % {
                "periods": ngettext("%d period", "%d periods", (n := len(self.points))) % n,
                "first": say_period(self.points[0].label),
                "last": say_period(self.points[-1].label),
            },
            _("last value %(value)s in %(period)s")
            % {"value": told, "period": say_period(point.label)},
        ]  # fmt: skip
        if point.centre is not None:
            parts.append(
                _("usual %(centre)s, range %(low)s to %(high)s")
                % {
                    name: say_figure(measure, getattr(point, name))
                    for name in ("centre", "low", "high")
                }
            )
        if reading.target:
            figure = say_figure(measure, reading.target.value)
            parts.append(_("target %(figure)s") % {"figure": figure})
            if due := reading.target.due:
                step = {"figure": say_figure(measure, due.value), "by": say_by(due.by)}
                parts.append(_("the step due by %(by)s %(figure)s") % step)
            if self.trajectory and self.trajectory[newest] is not None:
                figure = say_figure(measure, self.trajectory[newest])
                parts.append(_("the line to it stands at %(figure)s") % {"figure": figure})
        gone = sum(one.value is None and one.is_collected for one in self.points)
        if gone:
            parts.append(ngettext("%d period missing", "%d periods missing", gone) % gone)
        return "; ".join(parts) + "."
