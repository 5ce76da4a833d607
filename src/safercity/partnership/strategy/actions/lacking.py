"""What keeps a row of a plan's spreadsheet from being an action: owner, day, evidence, length."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from safercity.documents.strategy.plan_sheet import PlanAction, WhyHeld
from safercity.partnership.commitments.queries import Commitment
from safercity.partnership.people.queries import Agency, Post


class OwnerFinder:
    """Finds agencies and posts by the text of a spreadsheet, whatever its capitals."""

    def __init__(self, agencies: Iterable[Agency], posts: Iterable[Post]):
        self.agencies = {say_plain(name): a for a in agencies for name in (a.name, a.slug)}
        self.posts = {(say_plain(post.title), post.agency_id): post for post in posts}

    def find_agency(self, text: str) -> Agency | None:
        """The agency of this name or slug."""
        return self.agencies.get(say_plain(text))

    def find_post(self, title: str, agency: Agency | None) -> Post | None:
        """The post of this title: in the agency, or the only one of that title anywhere."""
        wanted = say_plain(title)
        if agency:
            return self.posts.get((wanted, agency.pk))
        alike = [post for (name, _agency), post in self.posts.items() if name == wanted]
        return alike[0] if len(alike) == 1 else None


def say_plain(text: str) -> str:
    """A text without capitals and with single spaces, to compare it by."""
    return " ".join(text.casefold().split())


def find_lacking(
    action: PlanAction, *, finder: OwnerFinder, post: Post | None, there: Commitment | None
) -> Iterator[WhyHeld]:
    """Every reason for which the row waits. `there`: the action that the plan has already."""
    yield from _judge_owner(action, agency=finder.find_agency(action.owner_agency), post=post)
    if action.due is None:
        yield WhyHeld(
            "no_day",
            _("It has no day it is due: {words!r}.").format(words=action.due_words)
            if action.due_words
            else _("It has no day it is due."),
            _("Give the day of the next milestone."),
        )
    if action.state in ("done", "verified") and not action.evidence and there is None:
        yield WhyHeld(
            "no_evidence",
            _("It says that this is done, and not what shows it."),
            _("Write under Evidence where it can be seen."),
        )
    for name, title in (("what", _("Action")), ("place", _("Place")), ("funding", _("Funding"))):
        longest = getattr(Commitment._meta.get_field(name), "max_length", None) or 0
        if (signs := len(getattr(action, name))) > longest:
            what = _("%(title)s: %(signs)d signs, and %(longest)d fit.")
            told = what % {"title": title, "signs": signs, "longest": longest}
            yield WhyHeld("too_long", told, _("Say it in fewer words."))


def _judge_owner(
    action: PlanAction, *, agency: Agency | None, post: Post | None
) -> Iterator[WhyHeld]:
    if action.owner_agency and agency is None:
        yield WhyHeld(
            "unknown_agency",
            _("No agency here is called {name!r}.").format(name=action.owner_agency),
            _("Write its name as under Agencies and posts."),
        )
    elif post is None:
        known = (
            _("No post in {agency} is called {name!r}.")
            if agency
            else _("No post is called {name!r}.")
        )
        yield WhyHeld(
            "unknown_post",
            known.format(agency=agency and agency.name, name=action.owner_post)
            if action.owner_post
            else _("No owner post is given."),
            _("Write the post's title as under Agencies and posts, or make the post first."),
        )
