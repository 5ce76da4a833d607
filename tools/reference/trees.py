"""The syntax trees that pages of reference and the house's tests read."""

from __future__ import annotations

import ast
import gc


def parse_python(text: str) -> ast.Module:
    """The tree of a Python text, made with the collector at rest.

    Python 3.11 miscounts the depth of its own calls when the collector runs inside
    (github.com/python/cpython/issues/106905), and in a long run then fails at random.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        return ast.parse(text)
    finally:
        if was_on:
            gc.enable()
