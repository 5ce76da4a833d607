"""Definition sheets: the shipped ones brought in, and a partnership's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from safercity.documents.measures import Definition, frequency_of, number_of
from safercity.partnership.audit.actions import record_act
from safercity.partnership.common.ids import new_id
from safercity.partnership.common.rules import Refused
from safercity.partnership.common.versions import save_changes
from safercity.partnership.common.viewers import SYSTEM, Viewer
from safercity.partnership.performance import rules
from safercity.partnership.performance.models import Direction, Frequency, Measure, Source


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
        **{name: getattr(one, name) for name in same},
    )


@transaction.atomic
def make_measure(fields: Mapping[str, Any], *, key: UUID | None = None, by: Viewer) -> Measure:
    """Make a measure from its sheet's fields. Errors: NotAllowed, SheetIncomplete."""
    if by is not SYSTEM:
        rules.keep_measures(by)
    if key and (made := Measure.objects.filter(pk=key).first()):
        return made
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
    _check({name: getattr(measure, name) for name in names} | dict(changes))
    changed = save_changes(measure, dict(changes), version=version)
    if changed:
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


def _check(fields: Mapping[str, Any]) -> None:
    faults: dict[str, str] = {}
    source = fields.get("source")
    if fields.get("direction") == Direction.AMBIGUOUS and not fields.get("companion"):
        faults["companion"] = _("An ambiguous measure is read with another one: name it.")
    if source == Source.EVIDENCE and not fields.get("indicator"):
        faults["indicator"] = _("Name the evidence's indicator.")
    if source == Source.FROZEN and not fields.get("layer"):
        faults["layer"] = _("Name the agency whose records tell of the frozen areas.")
    if fields.get("data") in ("share", "rate") and not fields.get("denominator"):
        faults["denominator"] = _("Say what the share or rate is out of.")
    if (fields.get("target") is None) != (not fields.get("target_by")):
        faults["target_by"] = _("A target has a figure and a period by which it is reached.")
    if bool(fields.get("baseline_first")) != bool(fields.get("baseline_last")):
        faults["baseline_last"] = _("A baseline has a first and a last period.")
    for name in ("start", "target_by", "baseline_first", "baseline_last"):
        label = fields.get(name)
        if label and not _fits(str(label), str(fields.get("frequency"))):
            faults[name] = _("Write the period as {example}.").format(
                example=_FORMS[str(fields["frequency"])]
            )
    if source == Source.FROZEN and fields.get("frequency") != Frequency.MONTH:
        faults["frequency"] = _("The frozen areas are told month by month: choose monthly.")
    if not faults:
        faults = _find_disorder(fields)
    if faults:
        raise SheetIncomplete(faults)


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


_FORMS = {"month": "2026-09", "quarter": "2026-Q3", "term": "2026-T3", "year": "2026"}


def _fits(label: str, frequency: str) -> bool:
    try:
        return frequency_of(label) == frequency
    except ValueError:
        return False
