"""Agencies, teams, posts, accounts and tokens as the audit names them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import QuerySet, Value
from django.db.models.functions import Concat
from django.urls import reverse

from safercity.partnership.common.rules import see_beyond_own
from safercity.partnership.common.subjects import thing_rows
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.people.models import Agency, Post, Team, Token, User
from safercity.partnership.people.rules import open_history


def address_agency(key: Any) -> str:
    """The page of one agency."""
    return reverse("people:agency", kwargs={"key": key})


def address_tokens(key: Any) -> str:
    """The page of an agency's tokens."""
    return reverse("people:tokens", kwargs={"key": key})


def address_post(key: Any) -> str:
    """The page of one post."""
    return reverse("people:post", kwargs={"key": key})


def address_account(key: Any) -> str:
    """The page of one account."""
    return reverse("people:account", kwargs={"key": key})


@thing_rows("people.agency", title="name", address=address_agency)
def find_agencies(viewer: Viewer, keys: Collection[UUID]) -> QuerySet[Agency]:
    """Agencies, for members."""
    return _for_members(viewer, Agency.objects.filter(pk__in=keys))


@thing_rows("people.team", title="told", address=address_agency, named_by="agency_id")
def find_teams(viewer: Viewer, keys: Collection[UUID]) -> QuerySet[Team]:
    """Teams with their agency, for members."""
    rows = Team.objects.filter(pk__in=keys)
    return _for_members(viewer, rows.annotate(told=Concat("name", Value(", "), "agency__name")))


@thing_rows("people.post", title="told", address=address_post)
def find_posts(viewer: Viewer, keys: Collection[UUID]) -> QuerySet[Post]:
    """Posts with their agency, for members."""
    rows = Post.objects.filter(pk__in=keys)
    return _for_members(viewer, rows.annotate(told=Concat("title", Value(", "), "agency__name")))


@thing_rows("people.user", title="name", address=address_account)
def find_users(viewer: Viewer, keys: Collection[UUID]) -> QuerySet[User]:
    """People who are not forgotten, for who reads what was done."""
    rows = User.objects.filter(pk__in=keys, forgotten_on=None)
    return rows if open_history.allowed(viewer) else rows.none()


@thing_rows("people.token", title="told", address=address_tokens, named_by="agency_id")
def find_tokens(viewer: Viewer, keys: Collection[UUID]) -> QuerySet[Token]:
    """Tokens with their agency, for who reads what was done."""
    rows = Token.objects.filter(pk__in=keys)
    told = rows.annotate(told=Concat("name", Value(", "), "agency__name"))
    return told if open_history.allowed(viewer) else told.none()


def _for_members(viewer: Viewer, rows: QuerySet) -> QuerySet:
    return rows if see_beyond_own.allowed(viewer) else rows.none()
