"""What programs read: the JSON of each command, exactly as it is promised."""

import json

VERDICTS = ("accepted", "outside", "held", "known")


def read(ended):
    assert ended.code == 0, ended.err
    return json.loads(ended.out)


def test_ledger(command, loaded, files):
    told = read(command("-w", loaded, "ledger", "--json"))
    assert set(told) >= {"extracts", "total"}
    assert len(told["extracts"]) == len(files)
    for line in told["extracts"]:
        assert set(line) >= {"source", "file", "rows", *VERDICTS, "reasons"}
        assert line["rows"] == sum(line[verdict] for verdict in VERDICTS) == 19
        assert line["reasons"] == {"unknown_category": 1}
        assert line["source"] == "police-uk"
    assert set(told["total"]) == {"rows", *VERDICTS}
    assert told["total"]["rows"] == 19 * len(files)
    for verdict in VERDICTS:
        assert told["total"][verdict] == sum(line[verdict] for line in told["extracts"])


def test_refresh(command, town):
    told = read(command("-w", town, "refresh", "--json"))
    assert set(told) == {"edition"}
    assert (town / "editions" / told["edition"] / "manifest.json").is_file()
    assert read(command("-w", town, "refresh", "--json")) == told
    earlier = read(command("-w", town, "refresh", "--as-of", "2024-06", "--json"))
    assert earlier != told
    assert read(command("-w", town, "places", "--json"))["as_of"] == "2024-06"


def test_load_tells_each_file(command, town, files, tmp_path):
    bad = tmp_path / "bad-street.csv"
    bad.write_text("")
    ended = command("-w", town, "load", "police-uk", files[0], bad, "--json")
    told = {one["file"]: one for one in json.loads(ended.out)["files"]}
    assert ended.code == 5
    assert told[files[0].name]["already"] is True
    assert "empty" in told[bad.name]["error"]["message"]


def test_held(command, loaded, files):
    told = read(command("-w", loaded, "held", "--json"))["held"]
    assert len(told) == len(files)
    assert {one["reason"] for one in told} == {"unknown_category"}
    assert all(one["values"]["crime_type"] == "Witchcraft" for one in told)
    assert all(one["advice"] for one in told)


def test_init(command, given, tmp_path):
    boundaries, lookups, code = given
    told = read(
        command("init", tmp_path / "new", "--area", code, "--boundaries", boundaries,
                "--lookups", lookups, "--json")
    )  # fmt: skip
    assert told["workspace"] == str(tmp_path / "new")
    assert {one["what"] for one in told["choice"]["chosen"]} >= {"lsoa 2021", "residents"}


def test_an_error_is_json_too(command, loaded, tmp_path):
    ended = command("-w", tmp_path, "ledger", "--json")
    assert ended.code == 3
    told = json.loads(ended.out)["error"]
    assert told["exit_code"] == 3
    assert "not a workspace" in told["message"]
    assert "safercity init" in told["advice"]


def test_report_export_and_compare(command, loaded, tmp_path):
    edition = read(command("-w", loaded, "places", "--json"))["edition"]
    paper = tmp_path / "places.html"
    told = read(command("-w", loaded, "report", "high-demand-places", "--out", paper, "--json"))
    assert told == {"edition": edition, "file": str(paper), "format": "html"}
    told = read(
        command("-w", loaded, "export", "--format", "csv", "--out", tmp_path / "csv", "--json")
    )
    assert told["edition"] == edition
    assert str(tmp_path / "csv" / "places.csv") in told["files"]
    mine = tmp_path / "mine.csv"
    mine.write_text("name,lsoa code\nThe corner,E01999903\nNowhere,E01000001\n")
    told = read(command("-w", loaded, "compare", mine, "--json"))
    assert told["edition"] == edition
    assert told["listed"] == 2
    assert all(one["why"] and one["reason"] for one in told["places"])


def test_assess_tells_every_theme(town, command):
    ended = command("-w", town, "assess", "--json")
    told = json.loads(ended.out)
    assert set(told) == {"edition", "themes"}
    assert told["themes"] and all(
        set(one) == {"theme", "agency", "verdict"} for one in told["themes"]
    )


def test_profile_tells_one_theme_with_its_intervals(town, command):
    theme = json.loads(command("-w", town, "assess", "--json").out)["themes"][0]["theme"]
    told = json.loads(command("-w", town, "profile", "--theme", theme, "--json").out)
    assert (told["theme"], told["area"]) == (theme, "city")
    for part in ("level", "trend"):
        assert {"statements", "limits", "text", "settings", "table", "chart"} == set(told[part])
    said = command("-w", town, "profile", "--theme", theme)
    assert told["level"]["text"] in said.out
    assert "Read with it" in said.err


def test_profile_without_a_theme_lists_them_all(town, command):
    lines = command("-w", town, "profile").out.splitlines()
    assert lines[0].split("\t") == [
        "Theme",
        "Recorded by",
        "Records",
        "Rate",
        "Trend a year",
        "Likely",
    ]
    assert len(lines) > 1
    assert command("-w", town, "profile", "--area", "Nowhere").code == 16
