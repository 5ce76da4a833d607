"""What makes a surface impossible to draw or to compare."""

from __future__ import annotations

from safercity.evidence.errors import SaferCityError


class SurfaceUnusable(SaferCityError):
    """No bandwidth above zero, no grid, points that are not, or two surfaces of different kinds."""

    exit_code = 34
    advice = (
        "State a bandwidth in metres, and draw both surfaces on the same grid with the same one."
    )
