"""Finding actions by words."""

from __future__ import annotations

from django.db.models import Case, Q, Value, When
from django.db.models.functions import Concat
from django.utils.translation import gettext as _

from safercity.partnership.commitments import queries
from safercity.partnership.commitments.queries.places import ask_known
from safercity.partnership.common.hits import MOST_OF_AN_APP, Hit, HitRows
from safercity.partnership.common.together import Answer, Question
from safercity.partnership.common.viewers import Viewer


def find(viewer: Viewer, words: str) -> list[HitRows]:
    """Actions whose words or place have all of these, among those the viewer may see."""
    ids = queries.list_ids(viewer, queries.Wanted(words=words))  # read from an index alone
    rows = queries.Commitment.objects.filter(pk__in=ids[:MOST_OF_AN_APP])
    may_know = ~Q(place="") & ask_known(viewer)
    where = Case(When(may_know, then=Concat(Value(", "), "place")), default=Value(""))
    who = Concat("owner__title", Value(", "), "owner__agency__name", where)
    told = Question(
        rows.annotate(who=who), key="id", title="what", more="state", detail="who", day="due"
    )
    return [HitRows(told, _tell)]


def _tell(row: Answer) -> Hit:
    state = queries.State(row.more).label
    return Hit(row.title, queries.address_of(row.key), _("Actions"), f"{state}, {row.detail}")
