"""Logo and colour of a partnership: read and checked when the site starts."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from xml.parsers import expat

from safercity.evidence.errors import SettingsError
from safercity.partnership.common.brand import Brand, Logo, measure_contrast

LARGEST = 256 * 1024
ENOUGH = 4.5  # WCAG 2.2 AA of text
GROUNDS = {"#FFFFFF": "white", "#F4F3EE": "the pages' ground"}
MARK = Path(__file__).parents[1] / "common/static/img/mark.svg"
MARK_COLOUR = "#0F4C5C"
PNG = b"\x89PNG\r\n\x1a\n"
RUNS = frozenset(
    "script foreignobject handler listener iframe embed object audio video canvas a".split()
)
FETCHES = re.compile(
    r"@import|\\|javascript:|image-set\(|\bsrc\(|url\((?!\s*[\"']?\s*(#|data:image/(png|jpeg);))",
    re.I,
)
INSIDE = re.compile(r"(#|data:image/(png|jpeg);base64,)", re.I)


def read_brand(folder: Path, *, logo: str, colour: str) -> Brand:
    """The brand that the workspace's settings name. Errors: SettingsError.

    A colour without a logo colours Safer City's own mark.
    """
    if colour:
        _check_colour(colour)
    if logo:
        return Brand(_read_logo(folder, logo), colour)
    if not colour:
        return Brand()
    mark = MARK.read_text("utf-8").replace(MARK_COLOUR, colour)
    return Brand(_check_svg(mark.encode(), MARK.name), colour)


def _check_colour(colour: str) -> None:
    for ground, name in GROUNDS.items():
        ratio = measure_contrast(colour, ground)
        if ratio < ENOUGH:
            shown = f"{int(ratio * 100) / 100:.2f}"
            raise SettingsError(
                f"safercity.toml: site.colour: {colour} on {name} has a contrast of {shown}:1.",
                advice=f"Choose a darker colour: {ENOUGH}:1 or more can be read.",
            )


def _read_logo(folder: Path, name: str) -> Logo:
    file = (folder / name).resolve()
    if not file.is_relative_to(folder.resolve()):
        raise _refuse(name, "it lies outside the workspace", advice="Copy it into the workspace.")
    try:
        with file.open("rb") as opened:
            content = opened.read(LARGEST + 1)
    except OSError as error:
        advice = "Name a file of the workspace, such as logo.svg."
        raise _refuse(name, error.strerror or str(error), advice=advice) from error
    if len(content) > LARGEST:
        raise _refuse(name, "it has more than 256 kB", advice="Save it smaller.")
    return _check_png(content, name) if content.startswith(PNG) else _check_svg(content, name)


def _check_png(content: bytes, name: str) -> Logo:
    width, height = (int.from_bytes(content[at : at + 4], "big") for at in (16, 20))
    if content[12:16] != b"IHDR" or not (0 < width <= 4096 and 0 < height <= 4096):
        told = "its size cannot be read, or is more than 4,096 pixels"
        raise _refuse(name, told, advice="Save it anew as PNG, smaller.")
    return Logo(content, "image/png", width / height)


def _check_svg(content: bytes, name: str) -> Logo:
    """A drawing and nothing else: no script, no handler, nothing fetched from elsewhere."""
    drawing = _Drawing(name)
    parser = expat.ParserCreate()
    parser.StartElementHandler = drawing.begin
    parser.CharacterDataHandler = drawing.read
    parser.EndElementHandler = drawing.end
    parser.StartDoctypeDeclHandler = drawing.declare
    parser.ProcessingInstructionHandler = drawing.instruct
    try:
        parser.Parse(content, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        told = "it is neither a PNG nor a well-formed SVG file"
        raise _refuse(name, f"{told} ({error})", advice="Save it anew as one.") from error
    return Logo(content, "image/svg+xml", drawing.breadth)


class _Drawing:
    """What the parser finds in an SVG file; refuses at the first thing that is no drawing."""

    def __init__(self, name: str):
        self.name, self.breadth, self.depth = name, 0.0, 0
        self.in_style, self.style = False, ""

    def begin(self, element: str, attributes: dict[str, str]) -> None:
        local = element.rpartition(":")[2].lower()
        if not self.depth:
            self.breadth = self._measure(local, attributes)
        self.depth += 1
        if local in RUNS or self.in_style:
            raise self._unsafe(f"<{element}>")
        self.in_style = local == "style"
        for key, value in attributes.items():
            if self._is_unsafe(key.lower(), value):
                raise self._unsafe(f"{key} of <{element}>")

    @staticmethod
    def _is_unsafe(key: str, value: str) -> bool:
        """Whether an attribute acts, leads elsewhere, makes another do so, or brings in HTML."""
        space, _colon, plain = key.rpartition(":")
        if key.startswith("xmlns"):
            return "xhtml" in value
        if plain in ("href", "src"):
            return not INSIDE.match(value.strip())
        if plain == "attributename":
            return value.rpartition(":")[2].lower() == "href"
        return plain.startswith("on") or (not space and bool(FETCHES.search(value)))

    def read(self, text: str) -> None:
        self.style += text if self.in_style else ""

    def end(self, element: str) -> None:
        if self.in_style and FETCHES.search(self.style):
            raise self._unsafe(f"<{element}>")
        self.in_style, self.style = False, ""

    def declare(self, root: str, *told: Any) -> None:
        """A browser may read declarations inside the file that this parser leaves out."""
        _system, _public, has_inside = told
        if has_inside:
            raise self._unsafe(f"<!DOCTYPE {root} [")

    def instruct(self, target: str, _data: str) -> None:
        raise self._unsafe(f"<?{target}?>")

    def _measure(self, local: str, attributes: dict[str, str]) -> float:
        """Width by height; without a view box a drawing is cut off where it should shrink."""
        box = re.split(r"[\s,]+", attributes.get("viewBox", "").strip())
        try:
            if local != "svg":
                raise ValueError(local)
            _left, _top, width, height = map(float, box)
            if 0 < width < 1e6 and 0 < height < 1e6:
                return width / height
        except ValueError:
            pass
        told = "it is no SVG drawing with a viewBox"
        raise _refuse(self.name, told, advice="Save it with one, or as PNG.")

    def _unsafe(self, what: str) -> SettingsError:
        told = f"it holds {what}, which can run or fetch something"
        return _refuse(self.name, told, advice="Save it as a plain SVG drawing, or as PNG.")


def _refuse(name: str, why: str, *, advice: str) -> SettingsError:
    return SettingsError(f"safercity.toml: site.logo: {name} is not used: {why}.", advice=advice)
