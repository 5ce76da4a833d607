"""Finding reviews, adoptions, assurance and duties by words."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from safercity.partnership.common.hits import MOST_OF_AN_APP, Hit, HitRows, has_words, hold_words
from safercity.partnership.common.in_words import say
from safercity.partnership.common.together import Answer, Question
from safercity.partnership.common.viewers import Viewer
from safercity.partnership.oversight import queries, rules
from safercity.partnership.oversight.content import Duty
from safercity.partnership.oversight.models import Adopted, Doing, Reviewed


def find(viewer: Viewer, words: str) -> list[Hit | HitRows]:
    """Reviews, adoptions, assurance and duties with these words, for who may see them."""
    if not rules.see_oversight.allowed(viewer):
        return []
    reviews = queries.list_reviews().filter(hold_words(words, "title", "scope", "as_is", "options"))
    adoptions = queries.list_adoptions().filter(
        hold_words(words, "subject__title", "reason", "terms")
    )
    given = queries.list_assurance().filter(hold_words(words, "subject__title", "evidence", "view"))
    return [
        HitRows(Question(reviews, key="id", title="title", more="state"), _tell_review),
        HitRows(
            Question(adoptions, key="id", title="subject__title", more="state"), _tell_adoption
        ),
        HitRows(
            Question(given, key="id", of="subject_id", title="subject__title", more="quarter"),
            _tell_assurance,
        ),
        *_find_duties(words),
    ]


def _tell_review(row: Answer) -> Hit:
    address = reverse("oversight:review", kwargs={"key": row.key})
    return Hit(row.title, address, _("Reviews"), detail=str(Reviewed(row.more).label))


def _tell_adoption(row: Answer) -> Hit:
    address = reverse("oversight:adoption", kwargs={"key": row.key})
    return Hit(row.title, address, _("Adoptions"), detail=str(Adopted(row.more).label))


def _tell_assurance(row: Answer) -> Hit:
    address = reverse("oversight:subject", kwargs={"key": row.of})
    return Hit(row.title, address, _("Assurance"), detail=str(queries.read_quarter(row.more)))


def _find_duties(words: str) -> list[Hit | HitRows]:
    """What the law asks of a partnership of this nation and tier, by the law's own place too, and
    what was written down as its proof.
    """
    duties = queries.list_duties(queries.get_jurisdiction())
    found = [one for one in duties.values() if has_words(words, *_list_words(one))]
    proven = Doing.objects.filter(hold_words(words, "evidence"), duty__in=duties)
    page, kind = reverse("oversight:duties"), _("Duties")

    def tell_proof(row: Answer) -> Hit:
        year = reverse("oversight:year", kwargs={"year": int(row.more[:4])})
        return Hit(say(duties[row.title].title), year, kind, row.detail)

    rows = Question(proven, key="id", title="duty", more="period", detail="evidence")
    return [
        *(Hit(say(one.title), page, kind, _say_law(one)) for one in found[:MOST_OF_AN_APP]),
        HitRows(rows, tell_proof),
    ]


def _list_words(duty: Duty) -> tuple[str, ...]:
    said = (say(each) for each in (duty.title, duty.who, duty.proof, duty.note))
    return (*said, _say_law(duty), duty.id)


def _say_law(duty: Duty) -> str:
    return f"{duty.source.act}, {duty.source.section}"
