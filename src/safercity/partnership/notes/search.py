"""Finding comments by words: each leads to where it stands on the page of its object."""

from __future__ import annotations

from functools import partial

from django.utils.translation import gettext as _

from safercity.partnership.common.hits import Hit, HitRows
from safercity.partnership.common.subjects import read_subject
from safercity.partnership.common.together import Answer, Question
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.notes import queries, rules

SHOWN = 160  # characters of a comment, around the first of the words


def find(viewer: Viewer, words: str) -> list[HitRows]:
    """Comments that have all of these words, on objects that the viewer may see."""
    if not rules.open_notifications.allowed(viewer):
        return []
    asked = words.split()
    told = Question(
        queries.find_notes(viewer, asked),
        key="id",
        of="subject_id",
        title="on",
        more="page",
        detail="text",
    )
    return [HitRows(told, partial(_tell, viewer, word=asked[0]))]


def _tell(viewer: Viewer, row: Answer, *, word: str) -> Hit:
    kind, _slash, name = row.more.partition("/")
    on = read_subject(viewer, (kind, row.of), title=row.title, name=name)
    address = f"{on.address}?comment={row.key}#comments"
    return Hit(on.title, address, _("Comments"), _cut(row.detail, word))


def _cut(text: str, word: str) -> str:
    """The part of a comment that has the word, from the start of a word to the end of one."""
    said = " ".join(text.split())
    at = max(said.casefold().find(word.casefold()), 0)
    begin = said.rfind(" ", 0, max(at - SHOWN // 2, 0)) + 1 if at > SHOWN // 2 else 0
    end = len(said) if len(said) - begin <= SHOWN else said.rfind(" ", begin, begin + SHOWN)
    end = end if end > at else begin + SHOWN
    return f"{'… ' if begin else ''}{said[begin:end]}{' …' if end < len(said) else ''}"
