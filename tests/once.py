"""What is dear to make and only read is made once, however many workers there are."""

import shutil
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock


def make_once(factory, name: str, make: Callable[[Path], object]) -> Path:
    """The folder `name` that all workers share, filled by the first that asks.

    `factory`: pytest's `tmp_path_factory`. Whoever wants to change what is in it takes a copy. What
    was broken off is made again by the next.
    """
    base = factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen") else base
    made = shared / f"{name}.made"
    with FileLock(shared / f"{name}.lock"):
        if not made.is_file():
            shutil.rmtree(shared / name, ignore_errors=True)
            make(shared / name)
            made.touch()
    return shared / name
