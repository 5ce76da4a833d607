"""What was mapped and corrected in a source, as its page and its forms tell it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from safercity.documents.export.plain import Cell
from safercity.evidence.extracts.date_forms import INSTEAD
from safercity.evidence.extracts.shape import Shape
from safercity.evidence.store.aside import ASIDE
from safercity.evidence.store.own_dates import OWN_DATES, WHOLE_FILE
from safercity.evidence.taxonomy import load_taxonomy, say
from safercity.partnership.audit.queries import Entry
from safercity.partnership.common.in_words import name_field
from safercity.partnership.records.presenters.reading import name_form
from safercity.partnership.records.presenters.sources import cut_cell
from safercity.partnership.records.queries import Mended, MendingEntry, Upload
from safercity.partnership.sharing.queries import VisibleSource

MENDED_COLUMNS = (
    "what",
    "field",
    "from",
    "to",
    "taken_back",
    "who",
    "when",
    "why",
    "file",
    "marking",
)


@dataclass(frozen=True)
class Change:
    """One value that was mended: of which field ("" for a word), from what to what."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class ShownMended:
    """One line of the list. `address`: where it is taken back, "" where it is not."""

    what: str
    is_back: bool
    changes: Sequence[Change]
    files: str
    why: str
    act: Entry | None
    address: str


def show_mended(
    found: Sequence[Mended], source: VisibleSource, *, content: Path, may_take_back: bool
) -> list[ShownMended]:
    """Lines of the list, in the reader's language."""
    categories = load_taxonomy(content).categories
    language = (get_language() or "en")[:2]
    titles = {key: say(one.title, language) for key, one in categories.items()}
    return [
        ShownMended(
            what=_name(one, source.shape),
            is_back=one.is_back,
            changes=_list_changes(one, titles=titles, shape=source.shape),
            files=", ".join(filter(None, one.files)),
            why=one.why,
            act=one.act,
            address=_address_of(one, source.shape.id) if one.stands and may_take_back else "",
        )
        for one in found
    ]


def tell_mappings(
    history: Sequence[MendingEntry],
    mapped: Sequence[Mended],
    *,
    source: VisibleSource,
    content: Path,
) -> list[MendingEntry]:
    """A history whose acts of mapping say which word, heading or form, from what to what."""
    if not any(one.key for one in mapped):
        return list(history)
    shown = show_mended(mapped, source, content=content, may_take_back=False)
    said: dict[str, list[str]] = {}
    for one, line in zip(mapped, shown, strict=True):
        told = ", ".join(f"{each.before} → {each.after}" for each in line.changes)
        said.setdefault(one.key, []).append(f"{line.what}: {told}")
    return [replace(one, said="; ".join(said.get(one.mending or "-", ()))) for one in history]


def write_rows(shown: Sequence[ShownMended], *, marking: str) -> Iterator[tuple[Cell, ...]]:
    """The list as a file has it, a value a row: `MENDED_COLUMNS`."""
    for each in shown:
        who, at = (each.act.by_name, each.act.at) if each.act else ("", None)
        for one in each.changes:
            yield (each.what, one.field, one.before, one.after, each.is_back,
                   who, at, each.why, each.files, marking)  # fmt: skip


def _name(one: Mended, shape: Shape) -> str:
    files = ", ".join(filter(None, one.files))
    if not one.word:
        named = (
            _("The form of dates, in {file} alone")
            if one.row == WHOLE_FILE
            else _("Row {n} of {file}")
        )
        return named.format(n=one.row, file=files)
    if one.kind == "date":
        return (
            _("The form of dates, in {file}").format(file=files)
            if files
            else _("The form of dates")
        )
    word = cut_cell(one.word)
    if one.kind == "heading":
        said = _("The heading “{word}”, in {file}") if files else _("The heading “{word}”")
        return said.format(word=word, file=files)
    if one.kind == "absent":
        column = shape.columns.get(one.word)
        return _("The column “{column}”").format(column=column.headers[0] if column else word)
    said = _("The word “{word}”, in {file}") if files else _("The word “{word}”")
    return said.format(word=word, file=files)


def _list_changes(one: Mended, *, titles: dict[str, str], shape: Shape) -> list[Change]:
    if one.kind == "date":
        as_known, form = _("as the source’s shape says"), name_form(one.word)
        said = form if one.word in INSTEAD else _("also {form}").format(form=form)
        pair = (form, as_known) if one.is_back else (as_known, said)
        return [Change(name_field(one.after[""] or one.before[""]), *pair)]
    if one.kind == "absent":
        pair = (_("asked for"), _("in no file of this source"))
        return [Change("", *(reversed(pair) if one.is_back else pair))]
    if one.word:
        nothing = _("nothing of our own")
        if one.kind == "heading":
            titles = {name: column.headers[0] for name, column in shape.columns.items()}
        before, after = (titles.get(told[""], told[""]) for told in (one.before, one.after))
        return [Change("", before or nothing, after or nothing)]
    if one.row == WHOLE_FILE:
        column = shape.when.column if shape.when else ""
        pair = (_name_own(one.before), _name_own(one.after))
        return [Change(name_field(column or ""), *pair)]
    as_sent, empty = _("as the file says"), _("empty")
    pair = (_("held"), _("set aside"))
    return [
        Change("", *(reversed(pair) if one.is_back else pair))
        if name == ASIDE
        else Change(
            name_field(name),
            _tell(one.before.get(name), missing=_("not kept"), empty=empty),
            _tell(one.after.get(name), missing=as_sent, empty=empty),
        )
        for name in {**one.before, **one.after}
    ]


def _name_own(told: Mapping[str, str]) -> str:
    forms = told.get(OWN_DATES, "").split()
    return ", ".join(map(name_form, forms)) or _("as in the source’s other files")


def _tell(text: str | None, *, missing: str, empty: str) -> str:
    return missing if text is None else cut_cell(text) or empty


def _address_of(one: Mended, source: str) -> str:
    if one.word:
        return reverse("records:mapping-back", kwargs={"name": source, "word": one.word_key})
    place = {"name": source, "digest": one.digest, "row": one.row}
    return reverse("records:correction-back", kwargs=place)


def ask_back(shown: ShownMended) -> str:
    """The heading of the form: what is to be taken back."""
    told = "; ".join(
        f"{one.field}: {one.after}" if one.field else one.after for one in shown.changes
    )
    return _("Take back: {what} ({told})").format(what=shown.what, told=told)


def say_effect(found: Mended, uploads: Sequence[Upload]) -> str:
    """What will happen, before it does."""
    if found.kind == "absent":
        return " ".join((
            _("A file without the column is then asked about again. What was read stays as it is."),
            _("What was said stays in the list."),
        ))  # fmt: skip
    if found.word:
        kept = [_say_mapping_gone(found.kind)]
        kept += [_say_kept(len(uploads)), _("Rows of files sent earlier stay as they were read.")]
    elif OWN_DATES in found.after:
        kept = [_("Its dates are then read as those of the source’s other files, or are held.")]
        if not any(found.digest in one.digests for one in uploads):
            kept.append(_("The file is not here any more: its rows stay as they were read until it "
                          "is sent again."))  # fmt: skip
    elif ASIDE in found.after:
        kept = [_("The row then waits for a person again.")]
    elif any(found.digest in one.digests for one in uploads):
        kept = [_("The file is read again by itself, and the row says what the agency sent.")]
    else:
        kept = [
            _("The file is not here any more: the row stays as it was read until the file is sent "
              "again, and then says what the agency sent.")
        ]  # fmt: skip
    kept.append(_("What was mapped or corrected stays in the list. Pages show the records as read "
                  "once a new edition is made."))  # fmt: skip
    return " ".join(kept)


def say_taken_back(found: Mended, uploads: Sequence[Upload]) -> str:
    """What has happened."""
    if found.kind == "absent":
        return _("Taken back. Files without the column are asked about again.")
    if uploads:
        return _("Taken back. The files of the last two weeks are read again.")
    return _("Taken back. It holds no more when its file is sent again.")


def _say_mapping_gone(kind: str) -> str:
    if kind == "heading":
        return _(
            "Files with this heading then lack the column, and are not read if they need it: what "
            "was read of them stays until it is said again which heading is which."
        )
    if kind == "date":
        return _("Rows whose dates are written so are then held again.")
    return _("The word is then read as if nobody here had said what it means.")


def _say_kept(n: int) -> str:
    if not n:
        return _("No file of the last two weeks is here to be read again.")
    return ngettext(
        "{n} file of the last two weeks is read again by itself.",
        "{n} files of the last two weeks are read again by themselves.",
        n,
    ).format(n=n)
