"""The one door to the drawing library, which is opened when a chart is asked for and not before.

It holds Vega in a JavaScript engine of its own: half a second for the first chart of a process,
some forty milliseconds for each after it. Nothing is fetched: no address is allowed.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import as_file, files
from typing import Any

from safercity.documents.figures.svg import clean_text
from safercity.evidence.errors import SaferCityError

NO_ADDRESS: list[str] = []


class ChartNotDrawn(SaferCityError):
    """A specification that cannot be drawn. This is our fault, not the reader's."""

    exit_code = 25
    advice = "The numbers stand in the table beside it. Please report the words above."


def convert_spec(spec: Mapping[str, Any]) -> str:
    """The library's own SVG of a specification. Errors: `ChartNotDrawn`."""
    safe = _make_safe(spec)
    try:
        return str(_load().vegalite_to_svg(safe, allowed_base_urls=NO_ADDRESS))
    except ValueError as error:
        raise ChartNotDrawn(f"A chart could not be drawn: {_first_line(error)}") from error


def rasterise(svg: str, *, scale: float) -> bytes:
    """Any SVG as PNG, `scale` dots to a unit. Errors: `ChartNotDrawn`."""
    try:
        return bytes(_load().svg_to_png(svg, scale=scale))
    except ValueError as error:
        raise ChartNotDrawn(f"A drawing is no SVG: {_first_line(error)}") from error


def _make_safe(value: Any) -> Any:
    """The same without control characters, on which the engine ends the whole process.

    Data are in the specification or nowhere: where they would be fetched, it is refused.
    """
    if isinstance(value, str):
        return clean_text(value)
    if isinstance(value, Mapping):
        data = value.get("data")
        if isinstance(data, Mapping) and "url" in data:
            raise ChartNotDrawn(f"A chart asks for data from elsewhere: {data['url']!r}.")
        return {clean_text(str(key)): _make_safe(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [_make_safe(each) for each in value]
    return value


@cache
def _load() -> Any:
    import vl_convert  # its engine costs 60 ms and 90 MB: never at start-up

    with as_file(files("safercity.documents").joinpath("fonts")) as fonts:
        vl_convert.register_font_directory(str(fonts))  # so that every machine measures alike
    return vl_convert


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0][:200]
