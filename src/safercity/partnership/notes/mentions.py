"""Mentions in a comment: whom they mean, and whom they reach."""

from __future__ import annotations

import re
from collections.abc import Iterator
from uuid import UUID

from django.utils.translation import gettext as _

from safercity.partnership.common.subjects import Subject, find_subjects
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.people.queries import Post, get_viewers, holders_today, list_posts

__all__ = ["find_mentions", "tell_mentions"]

MENTION = re.compile(r"(?<!\w)@([\w'’&-]+(?: [\w'’&-]+)*)")


def find_mentions(text: str) -> list[UUID]:
    """The posts whose title stands after an @, the longest title first where several fit."""
    return [post.id for post in _read_mentions(text)[0]]


def tell_mentions(subject: Subject, text: str, *, by: Viewer) -> list[str]:
    """A sentence for whom a comment told of the object, and for each mention that told nobody."""
    posts, unknown = _read_mentions(text)
    held = holders_today(post.id for post in posts)
    viewers = get_viewers(user for users in held.values() for user in users)
    pair = (subject.kind, subject.key)
    sees = {key for key, viewer in viewers.items() if pair in find_subjects(viewer, [pair])}
    sorted_out: dict[str, list[str]] = {}
    for post in posts:
        users = {user.id for user in held.get(post.id, ())}
        fate = "vacant" if not users else "told" if users & sees else "blind"
        if users != {by.id}:
            sorted_out.setdefault(fate, []).append(post.title if by.is_guest else str(post))
    return list(_say(sorted_out, unknown))


def _say(posts: dict[str, list[str]], unknown: list[str]) -> Iterator[str]:
    words = {
        "told": _("Told: {posts}."),
        "blind": _("Who holds this post may not see this page, and was not told: {posts}."),
        "vacant": _("Nobody holds this post today, and nobody was told: {posts}."),
    }
    for fate, sentence in words.items():
        if fate in posts:
            yield sentence.format(posts="; ".join(posts[fate]))
    for word in unknown:
        yield _("No post’s title begins “{word}”: nobody was told. Write the whole title.").format(
            word=word
        )


def _read_mentions(text: str) -> tuple[list[Post], list[str]]:
    """The posts that are meant; the first word of each mention that fits none."""
    said = MENTION.findall(text)
    if not said:
        return [], []
    posts = sorted(list_posts(), key=lambda post: -len(post.title))
    found: dict[UUID, Post] = {}
    unknown = []
    for words in said:
        low = words.lower()
        titles = {post.title.lower() for post in posts if low.startswith(post.title.lower())}
        if not titles:
            unknown.append(words.split()[0])
        longest = max(titles, key=len, default="")
        found |= {post.id: post for post in posts if post.title.lower() == longest}
    return list(found.values()), list(dict.fromkeys(unknown))
