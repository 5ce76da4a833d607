"""Sources as the audit names them: acts are about the jobs that they asked, looks about themselves.

A source is no row: what names it is made of its id.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime
from uuid import UUID, uuid5

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from safercity.evidence.errors import SaferCityError
from safercity.evidence.extracts.ledger import read_names
from safercity.evidence.workspace import Workspace
from safercity.partnership.common.in_words import say
from safercity.partnership.common.subjects import Pair, Subject, thing
from safercity.partnership.common.things import thing_kept
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.jobs.queries import Job
from safercity.partnership.records.queries.editions import MAKE_EDITION
from safercity.partnership.records.queries.history import list_gone_uploads
from safercity.partnership.records.queries.records import open_records
from safercity.partnership.records.queries.uploads import read_upload
from safercity.partnership.sharing.queries import VisibleSource, visible_sources

SOURCE, JOB, UPLOAD = "records.source", "jobs.job", "records.upload"
AGREEMENT = "sharing.agreement"  # its acts name a source: covered, or deleted on time
SOURCE_IDS = UUID("6f2f3f0a-4c58-5a6c-9b0e-0a5b1d8f7c21")


def name_thing(source: str) -> Pair:
    """The kind and id under which looks at a source are kept."""
    return SOURCE, uuid5(SOURCE_IDS, source)


@thing(SOURCE)
def find_sources(viewer: Viewer, keys: Collection[UUID]) -> list[Subject]:
    """Sources that the viewer may see."""
    seen = _see(viewer)
    named = {name_thing(name)[1]: name for name in seen}
    return [_tell((SOURCE, key), seen[named[key]]) for key in keys if key in named]


@thing_kept(SOURCE, detail="source", on=(JOB, AGREEMENT))
def list_named(viewer: Viewer) -> dict[str, Subject]:
    """Sources that the viewer may see, by id."""
    return {name: _tell(name_thing(name), one) for name, one in _see(viewer).items()}


@thing(JOB)
def find_asked(viewer: Viewer, keys: Collection[UUID]) -> list[Subject]:
    """The source that each job is about, or the edition; nothing for sources not to be seen."""
    seen = _see(viewer)
    if not seen:
        return []
    workspace = open_records()  # once: a file of the audit names thousands
    found = []
    for key, name, arguments in Job.objects.filter(pk__in=keys).values_list(
        "pk", "name", "arguments"
    ):
        if name == MAKE_EDITION:
            found.append(_tell_edition(key))
        elif source := seen.get(_find_source(workspace, arguments)):
            found.append(_tell((JOB, key), source))
    return found


def _tell_edition(key: UUID) -> Subject:
    return Subject(JOB, key, title=_("The edition"), address=reverse("records:edition"))


@thing(UPLOAD)
def find_uploads(viewer: Viewer, keys: Collection[UUID]) -> list[Subject]:
    """Files of sources whose ledger the viewer may see, by the name that they have while they are
    kept, and then in the ledger; by the day on which they came where that is gone too."""
    seen = _see(viewer)
    if not seen:
        return []
    workspace = open_records()
    kept = {key: upload for key in keys if (upload := read_upload(workspace, key))}
    told = {key: (upload.source, upload.name) for key, upload in kept.items()}
    gone = list_gone_uploads([key for key in keys if key not in kept])
    with workspace.reading() as catalogue:
        names = read_names(catalogue) if gone else {}
    for key, (name, digest) in gone.items():
        told[key] = (name, names.get((name, digest)) or _name_by_day(key))
    return [
        Subject(UPLOAD, key, title=title, address=_tell((UPLOAD, key), source).address)
        for key, (name, title) in told.items()
        if (source := seen.get(name))
    ]


def _name_by_day(key: UUID) -> str:
    """Its key says when it came: of its name nothing is kept."""
    day = localdate(datetime.fromtimestamp((key.int >> 80) / 1000, tz=UTC))
    return _("file of %(day)s") % {"day": date_format(day, "j F Y")}


def _see(viewer: Viewer) -> Mapping[str, VisibleSource]:
    try:
        return visible_sources(viewer, content=open_records().content)
    except (SaferCityError, OSError):
        return {}


def _find_source(workspace: Workspace, arguments: Mapping[str, str]) -> str:
    if "source" in arguments or "key" not in arguments:
        return arguments.get("source", "")
    upload = read_upload(workspace, UUID(arguments["key"]))
    return upload.source if upload else ""


def _tell(pair: Pair, source: VisibleSource) -> Subject:
    address = reverse("records:source", kwargs={"name": source.shape.id})
    return Subject(*pair, title=say(source.shape.title), address=address)
