"""Find and read shapes: those shipped, and a workspace's own, which come first."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError

from safercity.evidence.errors import ContentError, UnknownName
from safercity.evidence.extracts.adapting import adapt_shape
from safercity.evidence.extracts.date_forms import FORMS
from safercity.evidence.extracts.shape import SHAPE_FORMAT, Shape

SHIPPED = Path(str(files("safercity.content"))) / "shapes"


def load_shape(name: str, overrides: Path | None = None) -> Shape:
    """The shape that `safercity load NAME` means. `overrides`: a workspace's content folder.

    With the headings and the forms of dates that the workspace adds to it.
    Raises UnknownName (listing what there is) and ContentError.
    """
    for folder in _folders(overrides):
        path = folder / f"{name}.yaml"
        if path.is_file():
            return _adapt(read_shape(path), overrides)
    known = ", ".join(sorted(load_shapes(overrides))) or "none"
    raise UnknownName(
        f"There is no source called {name!r}.",
        advice=f"Sources known here: {known}. A shape file in content/shapes/ adds one.",
    )


def load_shapes(overrides: Path | None = None) -> dict[str, Shape]:
    """All shapes by id, as `load_shape` gives them.

    A workspace's own replaces the shipped one of the same id.
    """
    found: dict[str, Shape] = {}
    for folder in reversed(_folders(overrides)):
        for path in sorted(folder.glob("*.yaml")):
            shape = read_shape(path)
            found[shape.id] = _adapt(shape, overrides)
    return dict(sorted(found.items()))


def _adapt(shape: Shape, overrides: Path | None) -> Shape:
    if overrides is None or not (overrides / "mappings").is_dir():
        return shape
    dates = load_mapping(shape.id, overrides, kind="date")
    unknown = sorted(set(dates) - set(FORMS))
    if unknown:
        raise ContentError(
            f"{mapping_path(shape.id, overrides, kind='date')}: {unknown[0]} is no form of dates.",
            advice=f"Forms of dates: {', '.join(FORMS)}.",
        )
    return adapt_shape(
        shape, headings=load_mapping(shape.id, overrides, kind="heading"), dates=dates
    )


MAPPED_KINDS = {
    "word": (".yaml", "a category"),
    "heading": (".headings.yaml", "a column"),
    "date": (".dates.yaml", "a column"),
    "absent": (".absent.yaml", "a column"),
}
"""What can be mapped: the ending of its file, and what it is mapped to."""


def mapping_path(name: str, overrides: Path, *, kind: str = "word") -> Path:
    """Where a workspace says what words, headings or forms of dates of a source mean."""
    return overrides / "mappings" / f"{name}{MAPPED_KINDS[kind][0]}"


def load_mapping(name: str, overrides: Path | None, *, kind: str = "word") -> dict[str, str]:
    """A workspace's further words: content/mappings/NAME.yaml, {"Their word": category}.

    `kind` "heading": NAME.headings.yaml, {"Their heading": column}; "date": NAME.dates.yaml,
    {form of dates: column}; "absent": NAME.absent.yaml, {column: column} for those that no file
    has.
    """
    path = mapping_path(name, overrides, kind=kind) if overrides else None
    if path is None or not path.is_file():
        return {}
    values = _parse(path)
    wrong = [k for k, v in values.items() if not isinstance(v, str)]
    if wrong:
        to = MAPPED_KINDS[kind][1]
        raise ContentError(
            f"{path}: {wrong[0]} is not mapped to the name of {to}.",
            advice=f'Write one line for each {kind}: "Their {kind}": {to.split()[-1]}',
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
