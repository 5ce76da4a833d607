"""What a measure asks of the records, in words: the question behind each point."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from safercity.documents.edition_view import Edition
from safercity.evidence.errors import SaferCityError
from safercity.evidence.extracts.shapes import load_shapes
from safercity.evidence.taxonomy import load_taxonomy, say
from safercity.evidence.taxonomy.indicators import Figure, Indicator, load_indicators
from safercity.partnership.common.content import find_own_content
from safercity.partnership.performance.models import Measure
from safercity.partnership.performance.queries import asked


def say_question(measure: Measure, edition: Edition | None = None) -> list[tuple[str, str]]:
    """(what, words) of the question to the records; nothing for what is returned."""
    if asked_here := asked.read_question(measure.question):
        numerator, denominator = asked.say_question(asked_here, edition)
        told = [(_("Asked of the records"), numerator)]
        return told + ([(_("Asked of the records, out of"), denominator)] if denominator else [])
    indicator = find_indicator(measure)
    return list(_say(indicator)) if indicator else []


def find_indicator(measure: Measure) -> Indicator | None:
    """The indicator of a measure as content defines it today."""
    try:
        return _read(find_own_content()).get(measure.indicator)
    except SaferCityError:
        return None  # a workspace's own content has faults: the edition's page says which


def name_source(source: str) -> str:
    """The title of a source; its id where no shape has it."""
    shape = load_shapes(find_own_content()).get(source)
    return say(shape.title, (get_language() or "en")[:2]) if shape else source


@lru_cache(maxsize=4)
def _read(own: Path | None) -> Mapping[str, Indicator]:
    return load_indicators(own)


def _say(indicator: Indicator) -> Iterator[tuple[str, str]]:
    yield _("Asked of the records"), _say_figure(indicator.numerator)
    if indicator.denominator:
        yield _("Asked of the records, out of"), _say_figure(indicator.denominator)


def _say_figure(figure: Figure) -> str:
    language = (get_language() or "en")[:2]
    if figure.returned:
        return say(figure.returned.what, language)
    if figure.exposure:
        told = {"per": f"{figure.per:,}", "what": figure.exposure}
        return _("%(per)s of: %(what)s") % told
    assert figure.ask is not None  # exactly one of the three
    own = find_own_content()
    taxonomy, shapes = load_taxonomy(own), load_shapes(own)
    named: list[tuple[Any, tuple[str, ...]]] = [
        (shapes, figure.ask.sources),
        (taxonomy.themes, figure.ask.themes),
        (taxonomy.categories, figure.ask.categories),
    ]
    parts = [[say(known[key].title, language) for key in keys] for known, keys in named if keys]
    words = [", ".join(part) for part in parts]
    if figure.ask.instead:
        others = ", ".join(say(shapes[key].title, language) for key in figure.ask.instead)
        words[0] = _("%(sources)s, or instead %(others)s") % {"sources": words[0], "others": others}
    return ": ".join(words)
