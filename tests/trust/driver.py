"""Run `safercity` in a process of its own that dies, or is stopped, at one exact call.

    python driver.py HOW MODULE:NAME NTH [--set MODULE:NAME=NUMBER] -- ARGUMENTS OF safercity

HOW: `before` or `after` the call the process dies as by SIGKILL (exit code 137, nothing is tidied);
`interrupt` sends it SIGINT before the call, as Ctrl-C does. MODULE:NAME is looked up where it is
used; `commit` stands for a writer's commit of the catalogue. If the call never comes, the command
ends as ever, and a test that waits for 137 fails.
"""

import functools
import importlib
import itertools
import os
import signal
import sqlite3
import sys

KILLED = 137


def strike(how: str, call, *, nth: int):
    """The call, with death or Ctrl-C before or after its nth time."""
    count = itertools.count(1)

    @functools.wraps(call)
    def struck(*args, **named):
        due = next(count) == nth
        if due and how == "before":
            os._exit(KILLED)
        if due and how == "interrupt":
            os.kill(os.getpid(), signal.SIGINT)
        result = call(*args, **named)
        if due and how == "after":
            os._exit(KILLED)
        return result

    return struck


def strike_commits(how: str, *, nth: int) -> None:
    """Aim at the commits of writers: SQLite's own connections cannot be changed, only derived."""

    class Connection(sqlite3.Connection):
        is_writing = False

        def execute(self, sql, *args):
            if sql == "BEGIN IMMEDIATE":
                self.is_writing = True
            if sql == "COMMIT" and self.is_writing:
                return commit(self)
            return super().execute(sql, *args)

    commit = strike(
        how, lambda connection: sqlite3.Connection.execute(connection, "COMMIT"), nth=nth
    )
    plain = sqlite3.connect

    def connect(*args, **named):
        return plain(*args, factory=Connection, **named)

    sqlite3.connect = connect


def aim(how: str, point: str, *, nth: int) -> None:
    if point == "commit":
        strike_commits(how, nth=nth)
        return
    module, name = point.split(":")
    owner = importlib.import_module(module)
    setattr(owner, name, strike(how, getattr(owner, name), nth=nth))


def main() -> None:
    split = sys.argv.index("--")
    how, point, nth, *more = sys.argv[1:split]
    for assignment in more:
        place, number = assignment.removeprefix("--set=").split("=")
        module, name = place.split(":")
        setattr(importlib.import_module(module), name, int(number))
    # A shell that runs the tests in the background has its children ignore Ctrl-C.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    aim(how, point, nth=int(nth))
    sys.argv = ["safercity", *sys.argv[split + 1 :]]
    from safercity.cli.main import main as run_command

    run_command()


if __name__ == "__main__":
    main()
