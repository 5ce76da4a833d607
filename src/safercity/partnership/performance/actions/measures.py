"""Definition sheets: the shipped ones brought in, and a partnership's own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from safercity.documents.measures import Definition, TargetPlan, number_of
from safercity.partnership.audit.actions import record_act
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.rules import Refused
from safercity.partnership.common.versions import save_changes
from safercity.partnership.common.viewers import SYSTEM, Viewer
from safercity.partnership.performance import rules
from safercity.partnership.performance.actions.steps import (
    find_step_faults,
    fits,
    write_steps,
)
from safercity.partnership.performance.models import Direction, Frequency, Measure, Role, Source
from safercity.partnership.performance.queries import asked
from safercity.partnership.performance.queries.editions import see_edition
from safercity.partnership.performance.queries.spoken import write_example


class SheetIncomplete(Refused):
    """A definition sheet lacks what its measure needs. `faults`: field -> what to do."""

    advice = gettext_lazy("Fill in what is named, and save again.")

    def __init__(self, faults: dict[str, str]):
        self.faults = faults
        super().__init__(" ".join(faults.values()))


@transaction.atomic
def adopt_measures(definitions: Iterable[Definition], *, by: Viewer) -> list[Measure]:
    """Bring in the definition sheets that are not here yet; those made. Ours are left as they are.

    Errors: NotAllowed.
    """
    if by is not SYSTEM:
        rules.keep_measures(by)
    ids = dict(Measure.objects.values_list("code", "id"))
    wanted = [one for one in definitions if one.code not in ids]
    # Companions name each other both ways: foreign keys are checked at the end of the transaction.
    ids |= {one.code: new_id() for one in wanted}
    order = (Measure.objects.aggregate(last=Max("order"))["last"] or 0) + 1
    made = [_make(one, ids, order=at) for at, one in enumerate(wanted, start=order)]
    for measure in made:
        record_act("measure adopted", measure, by=by, details={"code": measure.code})
    return made


def _make(one: Definition, ids: Mapping[str, UUID], *, order: int) -> Measure:
    same = ("code", "serves", "role", "source", "indicator", "layer", "data", "frequency",
            "direction", "tells", "scope", "due_days", "is_small")  # fmt: skip
    return Measure.objects.create(
        id=ids[one.code],
        title=one.title["en"],
        title_cy=one.title.get("cy", ""),
        numerator=one.numerator["en"],
        denominator=(one.denominator or {}).get("en", ""),
        unit=one.unit["en"],
        caveats="\n".join(each["en"] for each in one.caveats),
        companion_id=ids.get(one.companion),
        city_id=ids.get(one.city),
        order=order,
        **_aim(one.target),
        question=asked.as_content(one.question) if one.question else None,
        **{name: getattr(one, name) for name in same},
    )


def _aim(told: TargetPlan | None) -> dict[str, Any]:
    """The fields of a target that a workspace's own sheet sets."""
    if told is None:
        return {}
    baseline = told.baseline
    return {
        "target": Decimal(str(told.value)),
        "target_by": told.by,
        "baseline_first": baseline.first if baseline else "",
        "baseline_last": baseline.last if baseline else "",
        "steps": [[step.by, step.value] for step in told.steps],
    }


@transaction.atomic
def make_measure(fields: Mapping[str, Any], *, key: UUID | None = None, by: Viewer) -> Measure:
    """Make a measure from its sheet's fields. Errors: NotAllowed, SheetIncomplete."""
    if by is not SYSTEM:
        rules.keep_measures(by)
    if key and (made := Measure.objects.filter(pk=key).first()):
        return made
    fields = _complete(fields, by=by)
    _check(fields)
    order = (Measure.objects.aggregate(last=Max("order"))["last"] or 0) + 1
    measure = Measure.objects.create(id=key or new_id(), order=order, **fields)
    record_act("measure made", measure, by=by, details={"code": measure.code})
    return measure


@transaction.atomic
def change_measure(
    measure: Measure, changes: Mapping[str, Any], *, version: int, by: Viewer
) -> Measure:
    """Change the sheet, target, baseline or owner. Errors: NotAllowed, SheetIncomplete, Stale."""
    if by is not SYSTEM:
        rules.keep_measures(by)
    names = [field.name for field in Measure._meta.fields]
    whole = {name: getattr(measure, name) for name in names} | dict(changes)
    whole = _complete(_drop_said(whole, measure, by=by), by=by)
    _check(whole)
    sets = {*changes, *(QUESTION_SETS if whole["source"] == Source.QUESTION else ())}
    changed = save_changes(measure, {name: whole[name] for name in sets}, version=version)
    if changed:
        if "steps" in changed:
            changed["steps"] = [write_steps(each) for each in changed["steps"]]
        record_act("measure changed", measure, by=by, details=changed)
    return measure


@transaction.atomic
def end_measures(measures: Iterable[Measure], day: date | None, *, by: Viewer) -> None:
    """End measures on a day, or take them up again (None); figures stay. Errors: NotAllowed."""
    if by is not SYSTEM:
        rules.keep_measures(by)
    for measure in measures:
        Measure.objects.filter(pk=measure.pk).update(ended_on=day)
        verb = "measure ended" if day else "measure taken up again"
        record_act(verb, measure, by=by, details={"until": day})


QUESTION_SETS = ("data", "scope", "unit", "numerator", "denominator")
NEEDED = {
    "numerator": gettext_lazy("Say what is counted."),
    "data": gettext_lazy("Choose the kind of figure."),
    "unit": gettext_lazy("Say what stands after a figure, such as “a month”."),
    "scope": gettext_lazy("Choose where it counts."),
}  # what a question fills in, and any other sheet says


def _drop_said(fields: Mapping[str, Any], measure: Measure, *, by: Viewer) -> dict[str, Any]:
    """The fields without the words of the question before, which another one says otherwise; in
    whichever language they were written."""
    was = asked.read_question(measure.question)
    if was is None:
        return dict(fields)
    edition = None if by is SYSTEM else see_edition(by)
    said: set[str] = set()
    units: set[str] = set()
    for language, _title in settings.LANGUAGES:
        with override(language):
            said |= set(asked.say_question(was, edition))
            units.add(asked.say_unit(was, str(measure.frequency)))
    dropped = {name: "" for name in ("numerator", "denominator") if fields[name] in said}
    if fields["source"] == Source.QUESTION and fields["unit"] in units:
        dropped["unit"] = ""  # "a month" fits what is no question as well
    return {**fields, **dropped}


def _complete(fields: Mapping[str, Any], *, by: Viewer) -> dict[str, Any]:
    """The fields, with those that follow from a question asked here; it says what is counted where
    nothing is written. Without one there is no question."""
    told = dict(fields)
    if told.get("source") != Source.QUESTION:
        return told | ({"question": None} if "question" in told else {})
    question = asked.read_question(told.get("question"))
    if question is None:
        return told
    edition = None if by is SYSTEM else see_edition(by)
    numerator, denominator = asked.say_question(question, edition)
    return told | {
        "data": question.data,
        "scope": asked.scope_of(question),
        "unit": told.get("unit") or asked.say_unit(question, str(told.get("frequency"))),
        "numerator": told.get("numerator") or numerator,
        "denominator": told.get("denominator") or denominator,
    }


def _check(fields: Mapping[str, Any]) -> None:
    faults: dict[str, str] = {}
    source = fields.get("source")
    if fields.get("direction") == Direction.AMBIGUOUS and not fields.get("companion"):
        faults["companion"] = _("An ambiguous measure is read with another one: name it.")
    if fault := _find_role_fault(str(fields.get("role")), str(fields.get("serves") or "")):
        faults["role"] = fault
    if source == Source.EVIDENCE and not fields.get("indicator"):
        faults["indicator"] = _("Name the evidence's indicator.")
    if source == Source.FROZEN and bool(fields.get("layer")) == bool(fields.get("indicator")):
        faults["layer"] = _(
            "Frozen areas are told by an agency's records or by one indicator: name one of the two."
        )
    if source == Source.QUESTION:
        faults |= _find_question_faults(fields)
    else:
        faults |= {name: str(words) for name, words in NEEDED.items() if not fields.get(name)}
    if fields.get("data") in ("share", "rate") and not fields.get("denominator"):
        faults["denominator"] = _("Say what the share or rate is out of.")
    if (fields.get("target") is None) != (not fields.get("target_by")):
        faults["target_by"] = _("A target has a figure and a period by which it is reached.")
    if bool(fields.get("baseline_first")) != bool(fields.get("baseline_last")):
        faults["baseline_last"] = _("A baseline has a first and a last period.")
    for name in ("start", "target_by", "baseline_first", "baseline_last"):
        label = fields.get(name)
        if label and not fits(str(label), str(fields.get("frequency"))):
            faults[name] = _("Write the period as {example}.").format(
                example=write_example(str(fields["frequency"]))
            )
    if source == Source.FROZEN and fields.get("frequency") != Frequency.MONTH:
        faults["frequency"] = _("The frozen areas are told month by month: choose monthly.")
    if not faults:
        faults = _find_disorder(fields) or find_step_faults(fields)
    if faults:
        raise SheetIncomplete(faults)


def _find_role_fault(role: str, serves: str) -> str:
    """Why a measure of this role would not be found under what it serves; "" where it fits."""
    is_outcome = bool(re.fullmatch(r"O\d+\.\d+", serves))
    is_supporting = bool(re.fullmatch(r"S\d+", serves))
    if role == Role.OUTCOME and (not serves or is_supporting):
        return _("This tells an outcome: choose the outcome that it serves, or another role.")
    if role == Role.SUPPORTING and (not serves or is_outcome):
        return _(
            "This tells a supporting priority: choose the one that it serves, or another role."
        )
    if role == Role.PERCEPTION and is_outcome:
        return _("How safe people feel is told of the whole city or a supporting priority. For an"
                 " outcome choose “Tells an outcome”.")  # fmt: skip
    return ""


def _find_question_faults(fields: Mapping[str, Any]) -> dict[str, str]:
    question, faults = asked.read_question(fields.get("question")), {}
    if question is None:
        faults["counted"] = _("Choose whose records are counted, and about what.")
    elif asked.find_unknown(question):
        faults["counted"] = _("This asks for what the taxonomy does not know, or for itself.")
    if fields.get("frequency") == Frequency.TERM:
        faults["frequency"] = _("Records are counted by month: choose months, quarters or years.")
    return faults


def _find_disorder(fields: Mapping[str, Any]) -> dict[str, str]:
    """A baseline that ends before it begins, or not before the target."""
    first, last, by = (
        number_of(str(fields[name])) if fields.get(name) else None
        for name in ("baseline_first", "baseline_last", "target_by")
    )
    if first is not None and last is not None and last < first:
        return {"baseline_last": _("The baseline ends before it begins.")}
    if last is not None and by is not None and by <= last:
        return {"target_by": _("A target lies after the baseline that it is measured from.")}
    return {}
