"""docs/reference/settings.md: every key of `safercity.toml`."""

from __future__ import annotations

import json

from safercity.evidence.workspace.settings import Settings
from tools.reference.words import code, page, table


def write_settings_page() -> str:
    """The page."""
    schema = Settings.model_json_schema()
    parts = [
        "`safercity.toml` stands in the workspace's folder. It is read whole and checked whole: a "
        "key that is unknown, missing or wrong is named, together with every other fault, and "
        "nothing is done until it is right.",
        f"At the top stands `format = {schema['properties']['format']['const']}`, the format of "
        "the file itself.",
    ]
    for name, about in schema["properties"].items():
        if name != "format":
            parts += list(describe_table(name, about, schema=schema))
    return page("Settings", *parts)


def describe_table(name: str, about: dict, *, schema: dict) -> list[str]:
    """Heading, sentence and table of one part of the file."""
    entries = about.get("additionalProperties")
    if entries:
        definition = resolve(entries, schema)
        heading = f"[{name}.<name>]"
    else:
        definition = resolve(about, schema)
        heading = f"[{name}]"
    required = set(definition.get("required", ()))
    rows = [
        (code(f"{name}.{key}" if not entries else f"{name}.<name>.{key}"), *describe(key, value))
        for key, value in definition["properties"].items()
    ]
    rows = [
        (row[0], row[1], "required" if key in required else row[2], row[3])
        for key, row in zip(definition["properties"], rows, strict=True)
    ]
    return [
        f"## `{heading}`",
        definition.get("description", ""),
        table(["Key", "Value", "Default", "What it decides"], rows),
    ]


def describe(key: str, value: dict) -> tuple[str, str, str]:
    """(what it may be, default, description) of one key."""
    return what_it_may_be(value), code(default_of(value)), value.get("description", "")


def resolve(about: dict, schema: dict) -> dict:
    """Follow a reference to its definition."""
    if "$ref" in about:
        return schema["$defs"][about["$ref"].rpartition("/")[2]]
    return about


def default_of(value: dict) -> str:
    """The default as it would be written in the file."""
    if value.get("default") is None:
        return ""
    return json.dumps(value["default"], ensure_ascii=False)


def what_it_may_be(value: dict) -> str:
    """A phrase for people: "whole number, 50 to 2000"."""
    if "anyOf" in value:
        kinds = [each for each in value["anyOf"] if each.get("type") != "null"]
        return " or ".join(what_it_may_be(each) for each in kinds)
    if "enum" in value:
        return " or ".join(code(json.dumps(each)) for each in value["enum"])
    if value.get("type") == "array":
        return f"list of: {what_it_may_be(value['items'])}"
    names = {"integer": "whole number", "number": "number", "boolean": "`true` or `false`"}
    words = names.get(value.get("type", ""), "text")
    if "pattern" in value:
        words += f" like {code(value['pattern'])}"
    return words + limits_of(value)


def limits_of(value: dict) -> str:
    """The ends of a number's range."""
    ends = []
    for key, word in (
        ("minimum", "at least"),
        ("exclusiveMinimum", "above"),
        ("maximum", "at most"),
        ("exclusiveMaximum", "below"),
    ):
        if key in value:
            ends.append(f"{word} {value[key]:g}")
    return ", " + ", ".join(ends) if ends else ""
