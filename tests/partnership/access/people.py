"""People: everyone sees who holds what; administrators alone change it and see addresses."""

from __future__ import annotations

from tests.partnership.access.expected import EVERYONE, Access

ADMINISTRATOR = frozenset({"administrator"})


def agency(people):
    return {"key": people.agencies["council"].pk}


def empty_agency(people):
    """One without posts, which may leave."""
    from safercity.partnership.common.viewers import SYSTEM
    from safercity.partnership.people import actions

    return {"key": actions.add_agency(actions.NewAgency("empty", "Empty"), by=SYSTEM).pk}


def post(people):
    return {"key": people.posts["officer"].pk}


def team(people):
    """One of an agency, by the post that made it."""
    from safercity.partnership.common.viewers import SYSTEM
    from safercity.partnership.people import actions

    new = actions.NewPost(people.agencies["fire"], "Warden", "officer", "Prevention")
    return {"key": actions.make_post(new, by=SYSTEM).team_id}


def account(people):
    return {"key": people.users["officer"].pk}


def closed_account(people):
    from safercity.partnership.common.viewers import SYSTEM
    from safercity.partnership.people import actions

    user = actions.add_person("gone@example.org", "Robin gone", by=SYSTEM)
    actions.close_account(user)
    return {"key": user.pk}


def holding(people):
    return {"key": people.users["officer"].holdings.get().pk}


def invitation(people):
    from safercity.partnership.common.viewers import SYSTEM
    from safercity.partnership.people import actions

    new = actions.NewInvitation(people.posts["officer"], "invited@example.org")
    return {"key": actions.invite(new, by=SYSTEM).pk}


def token(people):
    from safercity.partnership.common.viewers import SYSTEM
    from safercity.partnership.people import actions

    new = actions.NewToken(people.agencies["council"], "Dashboard", "monthly figures")
    return {"key": actions.make_token(new, by=SYSTEM)[0].pk}


def kept(make):
    return Access(ADMINISTRATOR, make=make)


EXPECTED = {
    "people:agencies": Access(EVERYONE),
    "people:agency": Access(EVERYONE, make=agency),
    "people:add-agency": Access(ADMINISTRATOR),
    "people:change-agency": kept(agency),
    "people:end-agency": kept(empty_agency),
    "people:provider": kept(agency),
    "people:add-post": kept(agency),
    "people:tokens": kept(agency),
    "people:make-token": kept(agency),
    "people:withdraw-token": Access(ADMINISTRATOR, make=token, method="post"),
    "people:posts": Access(EVERYONE),
    "people:post": Access(EVERYONE, make=post),
    "people:change-post": kept(post),
    "people:end-post": kept(post),
    "people:rename-team": kept(team),
    "people:invite": kept(post),
    "people:take-post": kept(post),
    "people:leave-post": kept(holding),
    "people:resend": Access(ADMINISTRATOR, make=invitation, method="post"),
    "people:withdraw": Access(ADMINISTRATOR, make=invitation, method="post"),
    "people:accounts": Access(ADMINISTRATOR),
    "people:account": kept(account),
    "people:leave": kept(account),
    "people:forget": kept(closed_account),
    "people:unlock": Access(ADMINISTRATOR, make=account, method="post"),
    "people:end-sessions": Access(ADMINISTRATOR, make=account, method="post"),
    "people:second-factor": kept(account),
    "people:sign-out-everywhere": Access(EVERYONE, postless=302, method="post"),
    "people:accept": Access(
        frozenset(),
        others=404,
        postless=404,
        strangers=404,
        make=lambda people: {"token": "nothing"},
    ),
}
