"""Agencies, teams, posts, the people who hold them, and for how long."""

from __future__ import annotations

from collections.abc import Iterator

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from safercity.partnership.common.ids import new_id
from safercity.partnership.common.versions import Versioned
from safercity.partnership.common.viewers import ROLE_TITLES, Role, Viewer


class Agency(Versioned):
    """An organisation of the partnership. `layers`: the evidence's agencies it answers for."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    slug = models.SlugField(max_length=40, unique=True)
    name = models.CharField(_("name"), max_length=120, unique=True)
    kind = models.CharField(_("kind of organisation"), max_length=40, blank=True)
    layers = models.JSONField(_("records it answers for"), default=list, blank=True)
    is_guest = models.BooleanField(_("a guest, such as a small charity"), default=False)
    ended_on = models.DateField(_("left on"), null=True, blank=True)

    @property
    def kind_words(self) -> str:
        """The kind as words: "youth_justice" is Youth justice."""
        return capfirst(self.kind.replace("_", " "))

    class Meta:
        db_table = "people_agency"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Team(Versioned):
    """A team within an agency."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="teams")
    name = models.CharField(_("name"), max_length=120)

    class Meta:
        db_table = "people_team"
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "name"], name="people_team_name_of_agency")
        ]

    def __str__(self) -> str:
        return self.name


class Post(Versioned):
    """What owns things. People come and go; the work stays with the post."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="posts")
    team = models.ForeignKey(
        "people.Team", on_delete=models.PROTECT, null=True, blank=True, related_name="posts"
    )
    title = models.CharField(_("title"), max_length=120)
    role = models.CharField(
        _("role"), max_length=20, choices=[(r.value, ROLE_TITLES[r]) for r in Role]
    )
    ended_on = models.DateField(_("ended on"), null=True, blank=True)

    class Meta:
        db_table = "people_post"
        ordering = ["agency__name", "title"]
        constraints = [
            models.UniqueConstraint(fields=["agency", "title"], name="people_post_title_of_agency")
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.agency.name}"

    # Django's own sort all choices anew at each call, and the register asks fifty times.
    def get_role_display(self) -> str:  # type: ignore[no-redef]
        return str(ROLE_TITLES[Role(self.role)])


class UserManager(BaseUserManager["User"]):
    """Accounts are made by actions; this is what Django's machinery asks for."""

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)


class User(AbstractBaseUser):
    """A person with an account. Name and e-mail, and nothing else about them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    email = models.EmailField(_("e-mail address"), unique=True)
    name = models.CharField(_("name"), max_length=120)
    is_active = models.BooleanField(default=True)
    leaves_on = models.DateField(_("leaves on"), null=True, blank=True)
    forgotten_on = models.DateField(null=True, blank=True)
    sessions_ended = models.PositiveIntegerField(default=0)  # counted: each time all are ended
    seen_at = models.DateTimeField(null=True, blank=True)  # the visit before this one

    viewer: Viewer  # where it is read by queries.fetch_user

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]
    is_staff = False
    is_superuser = False
    objects = UserManager()

    class Meta:
        db_table = "people_user"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """What every session of this person carries: another password, or one more
        `sessions_ended`, ends them all at the next request, wherever they are kept."""
        bound = f"{self.password}:{self.sessions_ended}"
        return salted_hmac("people.session", bound, algorithm="sha256").hexdigest()

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """None: this site has one signing key."""
        yield from ()


class Holding(models.Model):
    """One person in one post, from a day until (not including) another, or the same: left again."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    post = models.ForeignKey("people.Post", on_delete=models.PROTECT, related_name="holdings")
    user = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="holdings")
    from_day = models.DateField(_("from"))
    until_day = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        db_table = "people_holding"
        ordering = ["from_day"]
        constraints = [
            models.CheckConstraint(
                condition=Q(until_day=None) | Q(until_day__gte=models.F("from_day")),
                name="people_holding_ends_when_it_begins_or_later",
            )
        ]


class Invitation(models.Model):
    """One e-mail address asked to take a post. The link's token is kept as its digest alone."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        ACCEPTED = "accepted", _("accepted")
        WITHDRAWN = "withdrawn", _("withdrawn")

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    post = models.ForeignKey("people.Post", on_delete=models.PROTECT, related_name="invitations")
    email = models.EmailField(_("e-mail address"))
    name = models.CharField(_("name"), max_length=120, blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.OPEN)
    made_at = models.DateTimeField(auto_now_add=True)
    digest = models.CharField(max_length=64, default="", blank=True, db_index=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        db_table = "people_invitation"
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["post", "email"],
                condition=Q(state="open"),
                name="people_invitation_one_open",
            )
        ]


class Provider(Versioned):
    """An agency's own sign-in (OpenID Connect), for its own people and nobody else."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.OneToOneField(
        "people.Agency", on_delete=models.PROTECT, related_name="provider"
    )
    server_url = models.URLField(_("address of the provider"), max_length=300)
    client_id = models.CharField(_("client id"), max_length=200)
    secret = models.BinaryField(default=b"")  # encrypted with the site's key (secrets.py)
    domains = models.JSONField(_("e-mail domains of the agency"), default=list)
    is_on = models.BooleanField(_("in use"), default=True)

    class Meta:
        db_table = "people_provider"


class Token(models.Model):
    """What a program of an agency reads with, in place of a person; kept as its digest alone."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    agency = models.ForeignKey("people.Agency", on_delete=models.PROTECT, related_name="tokens")
    name = models.CharField(_("name"), max_length=80)
    purpose = models.CharField(_("purpose"), max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    expires_on = models.DateField(_("last day"))
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    minute = models.PositiveBigIntegerField(default=0)  # of the latest use, counted from 1970
    uses = models.PositiveIntegerField(default=0)  # within that minute

    class Meta:
        db_table = "people_token"
        ordering = ["-made_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def is_in_use(self) -> bool:
        """Whether it opens anything today."""
        return self.withdrawn_at is None and self.expires_on >= timezone.localdate()
