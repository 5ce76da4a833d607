"""Find and read shapes: those shipped, and a workspace's own, which come first."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from safercity.evidence.errors import ContentError, UnknownName
from safercity.evidence.extracts.shape import SHAPE_FORMAT, Shape

SHIPPED = Path(str(files("safercity.content"))) / "shapes"


def load_shape(name: str, overrides: Path | None = None) -> Shape:
    """The shape that `safercity load NAME` means. `overrides`: a workspace's content folder.

    Raises UnknownName (listing what there is) and ContentError.
    """
    for folder in _folders(overrides):
        path = folder / f"{name}.yaml"
        if path.is_file():
            return read_shape(path)
    known = ", ".join(sorted(load_shapes(overrides))) or "none"
    raise UnknownName(
        f"There is no source called {name!r}.",
        advice=f"Sources known here: {known}. A shape file in content/shapes/ adds one.",
    )


def load_shapes(overrides: Path | None = None) -> dict[str, Shape]:
    """All shapes by id; a workspace's own replaces the shipped one of the same id."""
    found: dict[str, Shape] = {}
    for folder in reversed(_folders(overrides)):
        for path in sorted(folder.glob("*.yaml")):
            shape = read_shape(path)
            found[shape.id] = shape
    return dict(sorted(found.items()))


def load_mapping(name: str, overrides: Path | None) -> dict[str, str]:
    """A workspace's further words: content/mappings/NAME.yaml, {"Their word": category}."""
    path = overrides / "mappings" / f"{name}.yaml" if overrides else None
    if path is None or not path.is_file():
        return {}
    values = _parse(path)
    wrong = [k for k, v in values.items() if not isinstance(v, str)]
    if wrong:
        raise ContentError(
            f"{path}: {wrong[0]} is not mapped to the name of a category.",
            advice='Write one line for each word: "Their word": category',
        )
    return {str(key): value for key, value in values.items()}


def read_shape(path: Path) -> Shape:
    """Read and check one shape file. Raises ContentError with every fault, naming file and key."""
    stat = path.stat()
    return _read_shape(path, (stat.st_mtime_ns, stat.st_size))


@cache
def _read_shape(path: Path, _changed: tuple[int, int]) -> Shape:
    values = _parse(path)
    if isinstance(values.get("format"), int) and values["format"] > SHAPE_FORMAT:
        raise ContentError(
            f"{path}: format: {values['format']} is newer than this program understands.",
            advice=f"Use a newer Safer City, or write the shape in format {SHAPE_FORMAT}.",
        )
    try:
        shape = Shape.model_validate(values)
    except ValidationError as error:
        raise ContentError(_list_faults(path, error), advice="Mend these keys.") from error
    if shape.id != path.stem:
        raise ContentError(
            f"{path}: id: {shape.id!r} is not the file's name.",
            advice=f"Call the file {shape.id}.yaml, or the id {path.stem}.",
        )
    return shape


def _list_faults(path: Path, error: ValidationError) -> str:
    lines = []
    for fault in error.errors():
        key = ".".join(str(part) for part in fault["loc"])
        what = fault["msg"].removeprefix("Value error, ")
        lines.append(f"  {key}: {what}" if key else f"  {what}")
    return "\n".join([f"{path} is not a shape we can follow:", *lines])


def _parse(path: Path) -> dict:
    try:
        values = _Loader(path.read_text(encoding="utf-8")).get_single_data()
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise ContentError(
            f"{path} cannot be read as YAML: {error}", advice="Mend the line named above."
        ) from error
    if not isinstance(values, dict):
        raise ContentError(f"{path} holds no keys.", advice="Begin from a shipped shape.")
    return values


# The C loader reads the shapes in a tenth of the time where it was built.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


def _folders(overrides: Path | None) -> list[Path]:
    own = [overrides / "shapes"] if overrides else []
    return [folder for folder in [*own, SHIPPED] if folder.is_dir()]
