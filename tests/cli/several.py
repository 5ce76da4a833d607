"""Several `safercity` commands, one after another, in one process of its own.

Standard input: a list of commands, each a list of words, as JSON. Standard output: for each its
exit code and what it said. Starting Django takes a second; a traceback ends the process itself.
"""

import io
import json
import sys
from contextlib import redirect_stderr, redirect_stdout

from safercity.cli.main import main


def run(words: list[str]) -> tuple[int, str, str]:
    out, err = (io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for _ in range(2))
    sys.argv = ["safercity", *words]
    code = 0
    with redirect_stdout(out), redirect_stderr(err):
        try:
            main()
        except SystemExit as end:
            code = end.code or 0
    said = []
    for each in (out, err):
        each.flush()
        said.append(each.buffer.getvalue().decode("utf-8"))
    return code, *said


if __name__ == "__main__":
    commands = json.load(sys.stdin)
    json.dump([run(words) for words in commands], sys.stdout)
