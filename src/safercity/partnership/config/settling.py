"""What a web process loads before anybody asks, and puts out of the collector's way."""

from __future__ import annotations

import gc
from pathlib import Path


def settle() -> None:
    """Load every page's code and template, then count what is loaded among what stays.

    A full collection of garbage walks through all that is not: 0.2 s in the midst of a page, where
    a process has served a while; from here on a third of that.
    """
    load_pages()
    keep_loaded()


def load_pages() -> None:
    """Import every view and parse every template of ours: else the first reader of each waits."""
    from django.template.loader import get_template
    from django.template.utils import get_app_template_dirs
    from django.urls import get_resolver

    _ = get_resolver().reverse_dict
    ours = Path(__file__).parents[1]
    for folder in map(Path, get_app_template_dirs("templates")):
        if folder.is_relative_to(ours):
            for file in folder.rglob("*.html"):
                get_template(str(file.relative_to(folder)))


def keep_loaded() -> None:
    """Never again look through what is alive now for garbage."""
    gc.collect()
    gc.freeze()
