"""What goes out about people: layers by title, posts with who holds them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from safercity.evidence.taxonomy import load_taxonomy
from safercity.partnership.audit.queries import Entry
from safercity.partnership.common.page_lists import PageList
from safercity.partnership.common.viewers import ROLE_TITLES, Role
from safercity.partnership.people.models import Holding, Invitation, Post, Team, Token
from safercity.partnership.people.queries import name_holders_today


@dataclass(frozen=True)
class PostLine:
    """A post as a list shows it."""

    post: Post
    names: str  # of who holds it today

    @property
    def is_vacant(self) -> bool:
        return not self.names


def present_posts(posts: Iterable[Post]) -> list[PostLine]:
    """Posts with who holds each today. One query more."""
    rows = list(posts)
    held = name_holders_today(post.id for post in rows)
    return [PostLine(post, ", ".join(held.get(post.id, ()))) for post in rows]


def group_by_team(lines: Iterable[PostLine]) -> list[tuple[str, list[PostLine]]]:
    """(team's name, its posts); posts without a team first."""
    ordered = sorted(lines, key=lambda line: (_team(line), line.post.title))
    return [(team, list(group)) for team, group in groupby(ordered, key=_team)]


def _team(line: PostLine) -> str:
    return line.post.team.name if line.post.team else ""


def name_things(history: Iterable[Entry], things: Iterable[Team | Token | Post]) -> list[Entry]:
    """What was done to several things, told together: each act with the name of its own."""
    names = {one.pk: one.title if isinstance(one, Post) else one.name for one in things}
    return [
        replace(entry, verb=f"{_(entry.verb)}: {names[entry.object_id]}")
        if entry.object_id in names
        else entry
        for entry in history
    ]


@lru_cache
def _titles() -> dict[str, dict[str, str]]:
    return {key: agency.title for key, agency in load_taxonomy().agencies.items()}


def list_layers() -> list[tuple[str, str]]:
    """The evidence's agencies as choices, in the reader's language."""
    language = (get_language() or "en")[:2]
    return [(key, title.get(language, title["en"])) for key, title in _titles().items()]


def name_layers(layers: Iterable[str]) -> list[str]:
    """Titles of layers; one that the content no longer has stays by its id."""
    titles = dict(list_layers())
    return [titles.get(layer, layer) for layer in layers]


def list_posts(lines: Iterable[PostLine]) -> PageList:
    """One row a post, with who holds it today."""
    rows = (
        (
            line.post.agency.name,
            line.post.team.name if line.post.team else "",
            line.post.title,
            str(ROLE_TITLES[Role(line.post.role)]),
            line.names or _("vacant"),
        )
        for line in lines
    )
    return PageList((_("Agency"), _("Team"), _("Post"), _("Role"), _("Held by")), rows)


def list_holders(holdings: Iterable[Holding]) -> PageList:
    """One row a time that someone holds a post, or held it."""
    rows = ((str(one.post), one.user.name, one.from_day, one.until_day) for one in holdings)
    return PageList((_("Post"), _("Person"), _("From"), _("Until")), rows)


def offer_invitations(invitations: Iterable[Invitation]) -> dict[str, PageList]:
    """One row an open invitation; nothing where there is none for this viewer."""
    rows = [(one.email, str(one.post), one.expires_at) for one in invitations]
    columns = (_("Address"), _("Post"), _("Link ends"))
    return {"invitations": PageList(columns, rows)} if rows else {}
