"""What the strategy stands on: how it was made, law, approval, terms, sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from safercity.documents.strategy import (
    Approval,
    Consultation,
    Definition,
    Difference,
    Power,
    Strategy,
)
from safercity.evidence.findings.statements import write_count
from safercity.partnership.strategy.models import Step
from safercity.partnership.strategy.presenters.words import (
    Chapter,
    Line,
    Said,
    close,
    fold,
    keep,
    list_names,
    list_said,
    name,
    say,
    say_day,
    say_month,
)

SOURCES = {
    "strategy": gettext_lazy("The strategy"),
    "news": gettext_lazy("The news item"),
    "minutes": gettext_lazy("The minutes"),
    "other": gettext_lazy("Another source"),
}
STATES = {"expected": gettext_lazy("expected"), "decided": gettext_lazy("decided")}


def tell_basis(strategy: Strategy, steps: Iterable[Step]) -> Iterator[Chapter]:
    """How it was made, the law, then approval, terms and sources. `steps`: those it took here."""
    yield Chapter("made", _("How it was made"), tuple(_tell_making(strategy)))
    laws = [_tell_power(strategy, each) for each in strategy.powers]
    asked = ngettext("%d law", "%d laws", len(laws)) % len(laws)
    yield Chapter("law", _("What the law asks or allows"), folds=fold(asked, laws))
    taken = {step.slug: step for step in steps if step.kind == Step.Kind.STEP}
    approved = (_tell_approval(strategy, each, taken=taken) for each in strategy.approvals)
    yield Chapter("approval", _("Approval"), lines=tuple(approved))
    yield Chapter(
        "terms", _("What its terms mean"), lines=tuple(map(_tell_term, strategy.definitions))
    )
    differ = [_tell_difference(strategy, each) for each in strategy.differences]
    title = ngettext("%d thing on which they differ", "%d things on which they differ", len(differ))
    yield Chapter(
        "sources",
        _("Sources, and where they differ"),
        lines=tuple(Line(each.id, say(each.title), say(each.note)) for each in strategy.sources),
        folds=fold(title % len(differ), differ),
    )


def _tell_making(strategy: Strategy) -> Iterator[str]:
    if assessment := strategy.assessment:
        yield say(assessment.about)
        if names := list_names(strategy, assessment.names):
            yield _("Made from records of: %s.") % names
    if strategy.consultation:
        yield from _tell_consultation(strategy.consultation)


def _tell_consultation(asked: Consultation) -> Iterator[str]:
    months = {"first": say_month(asked.first_month), "last": say_month(asked.last_month)}
    told = [_("People were asked from %(first)s to %(last)s.") % months]
    if asked.responses_over is not None:
        told.append(_("More than %s responses came.") % write_count(asked.responses_over))
    if asked.face_to_face:
        told.append(_("Face to face: %s of them.") % say(asked.face_to_face))
    yield " ".join(keep(*told, say(asked.result)))
    for words, items in (
        (_("Asked: %s."), asked.asked),
        (_("How: %s."), asked.channels),
        (_("Where: %s."), asked.places),
    ):
        if items:
            yield words % list_said(items)
    if asked.note:
        yield say(asked.note)


def _tell_power(strategy: Strategy, power: Power) -> Line:
    enacted = power.enacted and _("enacted %s") % date_format(power.enacted, "j F Y")
    since = power.valid_from and _("in force since %s") % date_format(power.valid_from, "j F Y")
    until = power.valid_to and _("until %s") % date_format(power.valid_to, "j F Y")
    amends = _("Amends: %s") % name(strategy, power.amends) if power.amends else ""
    after = _("Followed by: %s") % name(strategy, power.successor) if power.successor else ""
    return Line(
        power.id,
        say(power.title),
        say(power.requires),
        keep(enacted or "", since or "", until or ""),
        keep(amends, after),
        _("our inference") if power.inferred else "",
    )


def _tell_approval(strategy: Strategy, approval: Approval, *, taken: dict[str, Step]) -> Line:
    """The day the sources give, and beside it the day on which the step was taken here."""
    source = next((s for s in strategy.sources if s.id == approval.source), None)
    step = taken.get(approval.body.replace("-", "_"))
    if step:
        actual = _("Recorded for this version: %s") % say_day(step.day)
    else:
        actual = _("Not recorded for this version")
    day = f"{STATES[approval.state]} {say_day(approval.day)}"
    facts = keep(day, str(SOURCES[source.kind]) if source else "")
    return Line(
        approval.id,
        name(strategy, approval.body),
        say(approval.how_known),
        facts,
        (close(actual),),
    )


def _tell_term(term: Definition) -> Line:
    including = _list_open(term.includes, is_open=term.includes_more)
    without = _list_open(term.excludes, is_open=term.excludes_more)
    return Line(
        term.id,
        say(term.term),
        say(term.means),
        points=keep(
            _("Meant: %s.") % including if including else "",
            _("Not meant: %s.") % without if without else "",
        ),
    )


def _list_open(items: tuple[Said, ...], *, is_open: bool) -> str:
    told = list_said(items)
    return _("%s and the like") % told if told and is_open else told


def _tell_difference(strategy: Strategy, each: Difference) -> Line:
    kinds = {source.id: str(SOURCES[source.kind]) for source in strategy.sources}
    says = [f"{kinds[saying.source]}: “{say(saying.words)}”" for saying in each.says]
    holds = _("Both hold.") if each.holds == "both" else _("What holds: %s.") % kinds[each.holds]
    return Line(each.id, say(each.about), points=(*says, f"{holds} {say(each.why)}"))
