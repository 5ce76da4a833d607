"""docs/reference/shapes.md and taxonomy.md: what is shipped as data."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import yaml

import safercity
from tools.reference.words import code, in_english, page, table

CONTENT = Path(safercity.__file__).parent / "content"
VERDICTS = {"derivable": "yes", "partial": "in part", "not_available": "no"}


def write_shapes() -> str | None:
    """The page of extract shapes, or None while there are none."""
    shapes = [read(path) for path in sorted((CONTENT / "shapes").glob("*.yaml"))]
    if not shapes:
        return None
    rows = [
        (
            f"[`{shape['id']}`](#{shape['id']})",
            in_english(shape["title"]),
            shape["agency"],
            shape["kind"],
            shape.get("record", "incidents"),
            shape.get("layer", "demand"),
            shape["sensitivity"],
            shape.get("location_precision", ""),
        )
        for shape in shapes
    ]
    heads = ["Shape", "What it is", "Agency", "Kind", "Rows are", "Layer", "Sensitivity", "Place"]
    parts = [
        "A shape says how one source's extract is read. Its name is what `safercity load` takes. "
        "A heading is met whatever its case, spaces and punctuation. To add one, see "
        "[Add an extract](../how-to/add-an-extract.md).",
        table(heads, rows),
    ]
    for shape in shapes:
        parts += describe_shape(shape)
    return page("Shapes of extracts", *parts)


def describe_shape(shape: dict[str, Any]) -> list[str]:
    """Heading, facts and columns of one shape."""
    facts = [f"version {shape['version']}", f"licence {shape.get('licence', 'by agreement')}"]
    if shape.get("covers"):
        facts.append(f"a later file replaces the same {' × '.join(shape['covers'])}")
    if shape.get("when"):
        facts.append(f"timed to the {shape['when']['precision']}")
    if shape.get("key"):
        facts.append(f"rows are known by {', '.join(map(code, shape['key']))}")
    rows = [
        (
            code(name),
            " or ".join(code(head) for head in column.get("headers", [name])),
            column.get("class", ""),
            "yes" if column.get("required") else "",
        )
        for name, column in shape.get("columns", {}).items()
    ]
    return [
        f"## {shape['id']}",
        f"{in_english(shape['title'])}: {'; '.join(facts)}.",
        table(["Column", "Headings it is found by", "Class", "Must be there"], rows),
        describe_mapping(shape.get("category", {})),
    ]


def describe_mapping(category: dict[str, Any]) -> str:
    """How the agency's words become our categories."""
    if "constant" in category:
        return f"Every row is counted as {code(category['constant'])}."
    if "wide" in category:
        wide = category["wide"].items()
        return table(["Their column", "Our category"], [(word, code(ours)) for word, ours in wide])
    mapped = category.get("map") or {}
    if not mapped:
        return ""
    return table(
        ["Their word", "Our category"], [(word, code(ours)) for word, ours in mapped.items()]
    )


def write_taxonomy() -> str | None:
    """The page of agencies, themes, categories and flags, or None while there are none."""
    folder = CONTENT / "taxonomy"
    if not (folder / "themes.yaml").exists():
        return None
    themes = read(folder / "themes.yaml")["themes"]
    categories = read(folder / "categories.yaml")["categories"]
    flags = read(folder / "flags.yaml")["flags"]
    agencies = read(CONTENT / "agencies.yaml")["agencies"]
    return page(
        "Taxonomy",
        "The words that every agency's records are counted under. A source speaks its own words; "
        "its [shape](shapes.md) turns them into these.",
        "## Agencies",
        table(
            ["Agency", "Name", "Letters"],
            [(code(each["id"]), in_english(each["title"]), each["letters"]) for each in agencies],
        ),
        "## Themes",
        table(
            ["Theme", "Name", "What counts"],
            [
                (code(each["id"]), in_english(each["title"]), in_english(each.get("definition")))
                for each in themes
            ],
        ),
        "## Which theme can be told from which source",
        "Never by a proxy: where a source does not mark a theme, it says nothing of it.",
        *describe_derivability(folder / "derivable"),
        "## Categories",
        table(
            ["Category", "Name", "Layer"],
            [
                (code(each["id"]), in_english(each["title"]), each.get("layer", "demand"))
                for each in categories
            ],
        ),
        "## Flags",
        table(["Flag", "Name"], [(code(each["id"]), in_english(each["title"])) for each in flags]),
        "## Weights and costs",
        "A table without figures names its source and waits for them; nothing depends on it.",
        describe_weights(CONTENT / "weights"),
        "## Recording breaks",
        "No trend is drawn across one without a mark.",
        describe_breaks(CONTENT / "breaks"),
    )


def describe_derivability(folder: Path) -> list[str]:
    """For each source a table of what it can tell, and of the rest in a sentence."""
    parts = []
    for path in sorted(folder.glob("*.yaml")):
        told = read(path)
        rows = [
            (code(theme), VERDICTS[entry["answer"]], in_english(entry.get("why")))
            for theme, entry in (told.get("themes") or {}).items()
        ]
        parts.append(f"### From {path.stem}")
        if rows:
            parts.append(table(["Theme", "Can it be told?", "Why"], rows))
        otherwise = told.get("otherwise")
        if otherwise:
            word = VERDICTS[otherwise["answer"]]
            parts.append(f"Any other theme: {word}. {in_english(otherwise.get('why'))}")
    return parts


def describe_weights(folder: Path) -> str:
    """Each table of weights, with how many figures it has and how many it waits for."""
    rows = []
    for path in sorted(folder.glob("*.yaml")):
        each = read(path)
        waiting = len(each.get("to_be_supplied") or ())
        figures = f"{len(each.get('weights') or ())} figures, {waiting} to be supplied"
        rows.append((code(each["id"]), in_english(each["title"]), each.get("source"), figures))
    return table(["Table", "Name", "Source", "Figures"], rows)


def describe_breaks(folder: Path) -> str:
    """Each dated break with the sources that it concerns."""
    rows = [
        (each["month"], in_english(each["title"]), ", ".join(map(code, each.get("sources", ()))))
        for path in sorted(folder.glob("*.yaml"))
        for each in read(path).get("breaks") or ()
    ]
    return table(["From", "What changed", "Sources"], rows)


def read(path: Path) -> dict[str, Any]:
    """A content file as plain values."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))
