"""What the priorities are called: for actions and whatever else names one by its code."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from safercity.partnership.common.priorities import tells_priorities
from safercity.partnership.common.viewers import SYSTEM, Viewer
from safercity.partnership.governance.queries import Subject, SubjectKind, list_every_subject
from safercity.partnership.strategy import rules
from safercity.partnership.strategy.queries.versions import get_current, read_content


@tells_priorities
def find_titles(viewer: Viewer, codes: Collection[str] | None) -> Mapping[str, str]:
    """The titles of priorities by code; of all of today without `codes`.

    The current strategy says most, a draft to those who may see drafts. What the Board took on, and
    what ended, is a subject of its bodies: asked only where that is lacking, or all are wanted.
    """
    if codes is None:
        held = {each.code: each.title for each in list_every_subject() if _is_priority(each)}
        return held or _read_current(viewer)
    titles = _read_current(viewer)
    if set(codes) - titles.keys():
        titles |= {each.code: each.title for each in list_every_subject()}
    return {code: titles[code] for code in codes if code in titles}


def _is_priority(subject: Subject) -> bool:
    return subject.ended_on is None and subject.kind != SubjectKind.OTHER


def _read_current(viewer: Viewer) -> dict[str, str]:
    version = get_current()
    if version is None or not (viewer is SYSTEM or rules.see_version.allowed(viewer, version.step)):
        return {}
    return read_content(version).priority_titles
