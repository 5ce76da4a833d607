"""What the command line on the machine itself may do: accounts with a link, the audit's chain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.utils.text import slugify

from safercity.evidence.errors import SaferCityError, UnknownName
from safercity.partnership.common.viewers import ROLE_TITLES, SYSTEM, Role
from safercity.partnership.config.site import Site


class AuditBroken(SaferCityError):
    """The audit's chain does not hold: an act or its anchor was changed after it was written."""

    exit_code = 63
    advice = "Keep database and anchor as they are, and tell the auditor: every fault is named."


@dataclass(frozen=True)
class AccountRequest:
    """Whose account is asked for, in which post. `agency`: its name or short name."""

    email: str
    name: str = ""
    role: str = Role.ADMINISTRATOR.value
    agency: str = ""
    post: str = ""


@dataclass(frozen=True)
class AccountLine:
    """An account or an open invitation, as the command line lists it."""

    email: str
    name: str
    state: str
    posts: tuple[str, ...]


@dataclass(frozen=True)
class TokenRequest:
    """Which agency's program gets a token, what for, for how many days."""

    agency: str
    name: str
    purpose: str
    days: int = 90


@dataclass(frozen=True)
class TokenLine:
    """A token, as the command line lists it: never its secret."""

    id: str
    agency: str
    name: str
    purpose: str
    until: str
    used: str
    state: str


def make_account_link(site: Site, request: AccountRequest) -> str:
    """A link that opens an account once: a new one, or a new password for one that there is.

    The first agency is made by it. Errors: UnknownName for a role or agency that there is not.
    """
    from django.db import transaction

    from safercity.partnership.people import actions, queries
    from safercity.partnership.people.links import write_invitation_link, write_reset_link

    if user := queries.find_account(request.email):
        return write_reset_link(user)
    with transaction.atomic():
        post = _find_post(_find_agency(request.agency), request)
        new = actions.NewInvitation(post, request.email, request.name)
        return write_invitation_link(actions.invite(new, by=SYSTEM))


def _find_agency(name: str):
    from safercity.partnership.people import actions, queries

    agencies = list(queries.list_agencies())
    for agency in agencies:
        if name.casefold() in (agency.slug, agency.name.casefold()):
            return agency
    if agencies or not name:
        known = ", ".join(f"{agency.slug} ({agency.name})" for agency in agencies) or "none yet"
        raise UnknownName(
            f"No agency is called {name!r}.", advice=f"Agencies: {known}. Give one with --agency."
        )
    return actions.add_agency(actions.NewAgency(slugify(name)[:40], name), by=SYSTEM)


def _find_post(agency, request: AccountRequest):
    from safercity.partnership.people import actions, queries

    if request.role not in list(Role):
        raise UnknownName(
            f"There is no role {request.role!r}.", advice=f"Roles: {', '.join(Role)}."
        )
    role = Role(request.role)
    title = request.post or str(ROLE_TITLES[role])
    for post in queries.list_posts(agency=agency.pk):
        if post.title == title:
            return post
    return actions.add_post(agency, title, role=role, by=SYSTEM)


def list_account_lines() -> list[AccountLine]:
    """Every account with its posts of today, then everyone invited."""
    from safercity.partnership.people import queries

    lines = []
    for user in queries.list_accounts(with_closed=True):
        posts = tuple(f"{p.title}, {p.agency_name}" for p in queries.get_viewer(user).posts)
        lines.append(
            AccountLine(user.email, user.name, "in use" if user.is_active else "closed", posts)
        )
    for row in queries.list_invitations():
        lines.append(AccountLine(row.email, row.name, "invited", (str(row.post),)))
    return lines


def make_token(request: TokenRequest) -> str:
    """A new token's secret. Errors: UnknownName for an agency that there is not; Refused."""
    from safercity.partnership.people import actions

    agency = _find_agency(request.agency)
    new = actions.NewToken(agency, request.name, request.purpose, request.days)
    return actions.make_token(new, by=SYSTEM)[1]


def list_token_lines() -> list[TokenLine]:
    """Every token, the newest first."""
    from safercity.partnership.people import queries

    return [
        TokenLine(
            str(row.pk),
            row.agency.name,
            row.name,
            row.purpose,
            row.expires_on.isoformat(),
            row.used_at.isoformat(" ", "minutes") if row.used_at else "never",
            "in use" if row.is_in_use else "withdrawn" if row.withdrawn_at else "ended",
        )
        for row in queries.list_tokens()
    ]


def withdraw_token(key: str) -> None:
    """Let a token open nothing more. Errors: UnknownName for an id that there is not."""
    from safercity.partnership.people import actions, queries

    found = {str(row.pk): row for row in queries.list_tokens()}
    if key not in found:
        raise UnknownName(f"No token has the id {key}.", advice="See safercity token --list.")
    actions.withdraw_token(found[key], by=SYSTEM)


def seal_audit(site: Site) -> dict[str, Any]:
    """Bind what is older than a minute. `bound`: how many acts and looks; `anchor`: its file."""
    from safercity.partnership.audit.actions import seal_acts

    return {"bound": seal_acts(site.anchor_file), "anchor": str(site.anchor_file)}


def verify_audit(site: Site) -> Sequence[Any]:
    """Every fault of the chain (audit.queries.Fault); empty where it holds."""
    from safercity.partnership.audit.queries import verify_chain

    return verify_chain(site.anchor_file)


def open_site(workspace: Path) -> Site:
    """The workspace's site with its database ready, for a command. Errors: NotAWorkspace."""
    import django

    from safercity.evidence.workspace import open_workspace
    from safercity.partnership.config.serving import prepare_database, start_site

    site = start_site(open_workspace(workspace).root)
    django.setup()
    prepare_database()
    return site
