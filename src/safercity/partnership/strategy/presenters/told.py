"""All that the page of a version tells, entry by entry: what a search looks through."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext as _

from safercity.documents.strategy import Strategy
from safercity.partnership.strategy.presenters.whole import (
    ActionLine,
    OutcomeLine,
    PriorityPart,
    Stop,
    VersionPage,
)
from safercity.partnership.strategy.presenters.words import Chapter, Line, keep, name, say


@dataclass(frozen=True)
class Told:
    """An entry: what it is, its title, what stands under it, and every word of it.

    `anchor`: where it stands on the page of the version; "" on that of linked strategies.
    """

    kind: str
    title: str
    detail: str
    anchor: str
    words: str


def list_told(page: VersionPage, strategy: Strategy) -> Iterator[Told]:
    """The entries in the order of the page, then the papers that the strategy links."""
    for priority in page.priorities:
        yield from _tell_priority(priority)
    yield from _tell_lines(page.supporting, _("Supporting priority"), is_coded=True)
    yield from _tell_lines(page.emphases, _("What it sets out to do"), anchor="emphases")
    vision = (page.vision, page.by_reducing, *(words for fact in page.facts for words in fact))
    yield Told(_("Strategy"), page.title, page.vision, "main", "\n".join((page.title, *vision)))
    for stop in (*page.route, *page.duties):
        yield _tell_stop(stop)
    for chapter in page.chapters:
        yield from _tell_chapter(chapter)
    for paper in strategy.documents:
        holder = name(strategy, paper.holder) if paper.holder else ""
        whys = [say(one.why) for one in paper.relates]
        words = "\n".join([say(paper.title), holder, *whys])
        yield Told(_("Linked paper"), say(paper.title), holder, "", words)


def _tell_priority(part: PriorityPart) -> Iterator[Told]:
    yield _tell(_("Priority"), part, part.leads, about=part.about)
    for line in part.outcomes:
        yield _tell(_("Outcome"), line, *line.facts, line.caution, line.companion)
    for action in part.actions:
        yield _tell(_("Key action"), action, *action.facts, about=action.about)


def _tell(
    kind: str, of: PriorityPart | OutcomeLine | ActionLine, *more: str, about: str = ""
) -> Told:
    told = f"{of.code} {of.title}"
    return Told(kind, told, about, f"p-{of.code}", "\n".join((told, about, *more)))


def _tell_stop(stop: Stop) -> Told:
    words = (stop.title, stop.about, stop.source, stop.note)
    detail = stop.source or stop.note or stop.about
    return Told(_("Step of the strategy"), stop.title, detail, "route", "\n".join(words))


def _tell_chapter(chapter: Chapter) -> Iterator[Told]:
    if chapter.paragraphs:
        words = "\n".join((chapter.title, *chapter.paragraphs))
        yield Told(chapter.title, chapter.title, chapter.paragraphs[0], chapter.slug, words)
    anchor = "" if chapter.is_kept else chapter.slug
    yield from _tell_lines(chapter.lines, chapter.title, anchor=anchor)
    for fold in chapter.folds:
        yield from _tell_lines(fold.lines, chapter.title, anchor=chapter.slug)


def _tell_lines(
    lines: Iterable[Line], kind: str, *, anchor: str = "", is_coded: bool = False
) -> Iterator[Told]:
    """`anchor`: of all of them; without it each has its own."""
    for line in lines:
        title = f"{line.code} {line.title}" if is_coded else line.title
        detail = line.about or "; ".join(line.facts) or " ".join(line.points)
        words = keep(title, line.about, *line.facts, *line.points, line.note)
        yield Told(kind, title, detail, anchor or f"p-{line.code}", "\n".join(words))
