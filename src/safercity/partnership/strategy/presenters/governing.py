"""Who decides and who answers: principles, the Board's seats, every body, the meetings."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from safercity.documents.strategy import Body, Organisation, Seat, Statement, Strategy, Unit
from safercity.documents.strategy import Line as Reporting
from safercity.partnership.strategy.presenters.words import (
    OFTEN,
    TIERS,
    Chapter,
    Line,
    close,
    fold,
    keep,
    list_names,
    name,
    say,
)

MEETINGS = {
    "multi_agency": gettext_lazy("multi-agency"),
    "local": gettext_lazy("local"),
    "tactical": gettext_lazy("tactical"),
    "place_based": gettext_lazy("place-based"),
}


def tell_governing(strategy: Strategy) -> Chapter:
    """How the strategy is governed, the long lists folded."""
    seats, bodies = strategy.board_organisations, strategy.bodies
    others = [each for each in strategy.organisations if not each.on_board]
    on_the_board = ngettext(
        "Who sits on the Board: %d kind of organisation",
        "Who sits on the Board: %d kinds of organisation",
        len(seats),
    )
    every_body = ngettext(
        "%d board, group or panel that it names",
        "%d boards, groups and panels that it names",
        len(bodies),
    )
    come_again = ngettext(
        "%d meeting that comes again", "%d meetings that come again", len(strategy.meetings)
    )
    return Chapter(
        "governance",
        _("How it is governed"),
        lines=tell_statements(strategy, strategy.governance),
        folds=(
            *fold(on_the_board % len(seats), map(_tell_organisation, seats)),
            *fold(_("Other organisations that it names"), map(_tell_organisation, others)),
            *fold(every_body % len(bodies), (_tell_body(strategy, each) for each in bodies)),
            *fold(come_again % len(strategy.meetings), _tell_meetings(strategy)),
        ),
    )


def tell_statements(strategy: Strategy, statements: tuple[Statement, ...]) -> tuple[Line, ...]:
    """What the strategy says of itself, with what each speaks of."""
    return tuple(
        Line(each.id, say(each.title), say(each.about), keep(list_names(strategy, each.names)))
        for each in statements
    )


def say_chairs(strategy: Strategy) -> str:
    """Who takes the Board's chair: posts, never people."""
    board = next(each for each in strategy.bodies if each.id == strategy.board)
    return ". ".join(_tell_chairs(strategy, board))


def _tell_organisation(organisation: Organisation) -> Line:
    seated = ", ".join(say(unit.title) for unit in organisation.units if unit.on_board)
    named = ", ".join(_say_unit(unit) for unit in organisation.units if not unit.on_board)
    return Line(
        organisation.id,
        say(organisation.title),
        say(organisation.about),
        keep(seated),
        keep(_("Parts of it that are named elsewhere: %s.") % named if named else ""),
    )


def _say_unit(unit: Unit) -> str:
    about = say(unit.about).removesuffix(".")
    return f"{say(unit.title)} ({about})" if about else say(unit.title)


def _tell_body(strategy: Strategy, body: Body) -> Line:
    overseen = ""
    if body.overseen_by:
        overseen = _("Overseen by: %s") % name(strategy, body.overseen_by)
    return Line(
        body.id,
        say(body.title),
        say(body.about),
        (str(TIERS[body.tier]),),
        keep(
            *_tell_chairs(strategy, body),
            overseen,
            *(_say_line(strategy, line) for line in body.lines),
        ),
        _("our inference") if body.inferred else "",
    )


def _tell_chairs(strategy: Strategy, body: Body) -> Iterator[str]:
    if body.chair:
        yield _("Chair: %s") % _say_seat(strategy, body.chair)
    if body.vice_chair:
        yield _("Vice-chair: %s") % _say_seat(strategy, body.vice_chair)


def _say_seat(strategy: Strategy, seat: Seat) -> str:
    return f"{say(seat.post)}, {name(strategy, seat.organisation)}"


def _say_line(strategy: Strategy, line: Reporting) -> str:
    words = _("Reports to: %s") if line.how == "reports" else _("Assures: %s")
    told = [name(strategy, line.to), str(OFTEN[line.every]) if line.every else ""]
    said = " ".join(keep(close(words % ", ".join(keep(*told))), say(line.about)))
    return f"{said} ({_('our inference')})" if line.inferred else said


def _tell_meetings(strategy: Strategy) -> Iterator[Line]:
    for each in strategy.meetings:
        often = str(OFTEN[each.every]) if each.every else _("how often is not stated")
        body = name(strategy, each.body) if each.body else ""
        facts = keep(str(MEETINGS[each.kind]), often, body)
        yield Line(each.id, say(each.title), say(each.about), facts)
