"""The tutorial's own lines, run on the real folder: four findings, each a paragraph."""

import re
from pathlib import Path

import pytest

from safercity.evidence.findings import Finding, as_values
from tests.trust.town import DATA

PAGE = Path(__file__).parents[2] / "docs" / "tutorial" / "from-a-folder-to-findings.md"
LINES_AT_MOST = 20


def blocks() -> list[str]:
    return re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.S)


def test_it_is_no_longer_than_it_says():
    told = [line for line in blocks()[0].splitlines() if line.strip()]
    assert len(told) <= LINES_AT_MOST


@pytest.mark.data
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not beside the project")
def test_its_lines_run_and_say_what_they_promise(tmp_path, capsys):
    names = {"here": tmp_path, "data": DATA}
    for block in blocks():
        exec(compile(block, str(PAGE), "exec"), names)
    said = capsys.readouterr().out.strip().splitlines()
    assert len(said) == 4 and all(line.endswith(".") for line in said)
    assert "hot spots" in said[2] and "places hold at least" in said[3]
    for name in ("level", "trend", "spots", "spread"):
        assert isinstance(names[name], Finding) and as_values(names[name])["text"] in said
