"""STL written a second time, slowly and plainly, from the paper: lists and one series."""

from __future__ import annotations


def line_at(values, at, window):
    """The local line through positions 1..n, told at `at`."""
    n = len(values)
    if window >= n:
        near = range(1, n + 1)
    else:
        first = min(max(1, int(min(max(at, 1), n)) - (window + 1) // 2 + 1), n - window + 1)
        near = range(first, first + window)
    reach = max(abs(at - near[0]), abs(near[-1] - at)) + max(0, (window - n) // 2)
    weights = []
    for position in near:
        share = abs(position - at) / reach
        weights.append(1.0 if share <= 0.001 else 0.0 if share > 0.999 else (1 - share**3) ** 3)
    total = sum(weights)
    middle = sum(w * p for w, p in zip(weights, near, strict=True)) / total
    mean = sum(w * values[p - 1] for w, p in zip(weights, near, strict=True)) / total
    spread = sum(w * (p - middle) ** 2 for w, p in zip(weights, near, strict=True)) / total
    if spread**0.5 <= 0.001 * (n - 1):
        return mean
    tilt = sum(w * (p - middle) * values[p - 1] for w, p in zip(weights, near, strict=True))
    return mean + (at - middle) * tilt / total / spread


def moving_mean(values, length):
    return [sum(values[i : i + length]) / length for i in range(len(values) - length + 1)]


def decompose_plainly(values, period, windows, passes=5):
    """(seasonal, trend), as lists."""
    n = len(values)
    seasonal_window, trend_window, low_pass = windows
    trend = [0.0] * n
    for _ in range(passes):
        detrended = [v - t for v, t in zip(values, trend, strict=True)]
        cycles = [0.0] * (n + 2 * period)
        for season in range(period):
            own = detrended[season::period]
            for step in range(len(own) + 2):
                at = season + step * period
                cycles[at] = line_at(own, step, seasonal_window) if len(own) > 1 else own[0]
        low = moving_mean(moving_mean(moving_mean(cycles, period), period), 3)
        low = [line_at(low, at + 1, low_pass) for at in range(n)]
        seasonal = [cycles[at + period] - low[at] for at in range(n)]
        rest = [v - s for v, s in zip(values, seasonal, strict=True)]
        trend = [line_at(rest, at + 1, trend_window) for at in range(n)]
    return seasonal, trend
