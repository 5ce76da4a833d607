"""What a review agreed, written into the next draft."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from safercity.documents.strategy import Priority, Strategy
from safercity.documents.strategy.changing import add_part, change_part
from safercity.documents.strategy.numbering import find_next_id
from safercity.documents.strategy.removing import remove_part
from safercity.partnership.common.rules import NotYet
from safercity.partnership.strategy.models import Proposal

KIND = Proposal.Kind
_LISTS = {KIND.ACTION: "actions", KIND.OUTCOME: "outcomes"}
# What a new part says besides its words, until its form in the draft says otherwise.
_BEGINS = {KIND.ACTION: {"kind": "deliver"}, KIND.OUTCOME: {"scope": "city", "direction": "count"}}


Resting = Sequence[Mapping[str, Any]]


@dataclass(frozen=True)
class NewProposal:
    """A change to one part: what the evidence says, and the words that should stand. `rests_on`:
    for each paragraph of the evidence what it was made from."""

    part: str
    text: str
    evidence: str = ""
    finding: str = ""
    field: str = "about"
    kind: str = Proposal.Kind.REWORD.value
    title: str = ""
    rests_on: Sequence[Resting] = ()


def check_proposal(proposed: NewProposal, strategy: Strategy, *, is_agreed: bool) -> None:
    """Refuse what cannot be done to its part. `is_agreed`: the words must be there by now.

    Errors: NotYet.
    """
    part: Any = strategy.by_id.get(proposed.part)
    kind = KIND(proposed.kind)
    if kind in _LISTS and not isinstance(part, Priority):
        advice = _("Choose one.")
        raise NotYet(_("That is added under a strategic priority."), advice=advice, field="part")
    takes_text = _takes_text(part, kind, field=proposed.field)
    if proposed.text.strip() and not takes_text:
        told = _("This part has a title, and no text under it.")
        raise NotYet(told, advice=_("Leave the text empty."), field="text")
    words = proposed.title if kind in _LISTS else proposed.title + proposed.text
    if is_agreed and kind != KIND.END and not words.strip():
        told = _("Agreed to what? The new words are missing.")
        at = "text" if takes_text and kind not in _LISTS else "title"
        raise NotYet(told, advice=_("Write them first."), field=at)


def find_standing(strategy: Strategy, proposal: Proposal) -> dict[str, str]:
    """The words that an answer may set, "title" and "text", as they stand; "" for what is new."""
    part: Any = strategy.by_id.get(proposal.part)
    kind = KIND(proposal.kind)
    fields = {"title": "title"} if kind in _LISTS or hasattr(part, "title") else {}
    if _takes_text(part, kind, field=proposal.field):
        fields["text"] = proposal.field
    if kind == KIND.REWORD:
        return {name: (getattr(part, at) or {}).get("en", "") for name, at in fields.items()}
    return {} if kind == KIND.END else dict.fromkeys(fields, "")


def _takes_text(part: Any, kind: KIND, *, field: str) -> bool:
    return kind == KIND.ACTION or (kind == KIND.REWORD and hasattr(part, field))


def apply_agreed(
    strategy: Strategy, proposals: Iterable[Proposal], *, taken: Collection[str]
) -> Strategy:
    """The strategy with all that was agreed: words, then what is new, then what ends.

    Errors: StrategyFaulty.
    """
    order = list(KIND)
    known = set(taken)
    for each in sorted(proposals, key=lambda one: order.index(KIND(one.kind))):
        strategy = _apply(strategy, each, taken=known)
        known |= strategy.by_id.keys()
    return strategy


def _apply(strategy: Strategy, one: Proposal, *, taken: Collection[str]) -> Strategy:
    if one.kind == KIND.END:  # gone with its priority already, where both end
        return remove_part(strategy, one.part) if one.part in strategy.by_id else strategy
    title, text = (" ".join(words.split()) for words in (one.title, one.text))
    told = {"title": title, one.field: text}
    words = {key: {"en": said} for key, said in told.items() if said}
    if one.kind == KIND.REWORD:
        return change_part(strategy, one.part, changes=words)
    to = _LISTS[KIND(one.kind)]
    own = find_next_id(strategy, to, holder=one.part, title=title, taken=taken)
    part = {"id": own, **_BEGINS[KIND(one.kind)], **words}
    return add_part(strategy, one.part, to=to, part=part)
