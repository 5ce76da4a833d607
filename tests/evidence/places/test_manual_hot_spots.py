"""The example on the manual's page runs, and says what it should."""

from __future__ import annotations

import re
from pathlib import Path

PAGE = Path(__file__).parents[3] / "docs" / "explanation" / "hot-spots.md"


def test_the_example_of_the_page_runs(capsys) -> None:
    [example] = re.findall(r"(?ms)^```python\n(.*?)^```", PAGE.read_text(encoding="utf-8"))
    exec(compile(example, str(PAGE), "exec"), {})
    said = capsys.readouterr().out
    assert len(said.splitlines()) == 5
    for words in ("hot spots", "persistent", "tests nothing", "for each 1,000", "times its share"):
        assert words in said
