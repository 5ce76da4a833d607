"""What stands around the priorities: people at risk, places, families, what was done, money."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from safercity.documents.strategy import Achievement, Funding, Programme, Strategy
from safercity.evidence.findings.statements import write_count
from safercity.partnership.strategy.presenters.words import (
    OFTEN,
    Chapter,
    Line,
    close,
    fold,
    keep,
    list_names,
    list_said,
    name,
    say,
    say_ages,
    say_month,
)


def tell_around(strategy: Strategy) -> Iterator[Chapter]:
    """In the order of the paper."""
    changed = strategy.risk_groups_changed
    yield Chapter(
        "risk",
        _("People and communities at greatest risk"),
        keep(say(changed.about) if changed else ""),
        tuple(Line(each.id, say(each.title), say(each.why)) for each in strategy.risk_groups),
        is_kept=True,
    )
    yield _tell_places(strategy)
    yield _tell_families(strategy)
    done = [_tell_achievement(strategy, each) for each in strategy.achievements]
    achieved = ngettext("%d achievement", "%d achievements", len(done)) % len(done)
    yield Chapter("achievements", _("What was done before"), folds=fold(achieved, done))
    yield _tell_money(strategy)
    reviews = list(_tell_reviews(strategy))
    promised = ngettext("%d review", "%d reviews", len(reviews)) % len(reviews)
    yield Chapter("reviews", _("Reviews that it promises"), folds=fold(promised, reviews))


def _tell_places(strategy: Strategy) -> Chapter:
    places = strategy.place_based
    if places is None:
        return Chapter("places", "")
    overlaid = list_names(strategy, places.overlaid)
    where = list_said(places.where)
    return Chapter(
        "places",
        _("Place by place: %s") % say(places.title),
        keep(
            say(places.about),
            _("Laid over each other: %s.") % overlaid if overlaid else "",
            _("What that finds: %s.") % say(places.finds) if places.finds else "",
            _("Where: %s.") % where if where else "",
            say(places.resources),
        ),
        part=places.id,
        is_kept=True,
    )


def _tell_families(strategy: Strategy) -> Chapter:
    support = strategy.family_support
    if support is None:
        return Chapter("families", "")
    through, expects = list_names(strategy, support.names), list_said(support.expects)
    return Chapter(
        "families",
        _("Families and young people"),
        keep(
            say(support.about),
            _("Through: %s.") % through if through else "",
            _("What it is expected to bring: %s.") % expects if expects else "",
            say(support.participation),
        ),
        part=support.id,
    )


def _tell_achievement(strategy: Strategy, done: Achievement) -> Line:
    figure = "" if done.figure is None else f"{write_count(done.figure)} {say(done.unit)}".strip()
    names = list_names(strategy, done.names)
    return Line(
        done.id,
        say(done.title),
        say(done.about),
        keep(_say_when(done), figure),
        keep(_("With: %s") % names if names else ""),
    )


def _say_when(done: Achievement) -> str:
    if done.month is not None:
        return say_month(f"{done.first_year}-{done.month:02d}")
    if done.first_year == done.last_year:
        return str(done.first_year)
    return _("%(first)d to %(last)d") % {"first": done.first_year, "last": done.last_year}


def _tell_money(strategy: Strategy) -> Chapter:
    programmes, funds = strategy.programmes, strategy.funding
    services = ngettext(
        "%d programme or commissioned service",
        "%d programmes and commissioned services",
        len(programmes),
    )
    return Chapter(
        "money",
        _("Money and programmes"),
        lines=tuple(_tell_fund(strategy, each) for each in funds),
        folds=fold(
            services % len(programmes), (_tell_programme(strategy, each) for each in programmes)
        ),
    )


def _tell_programme(strategy: Strategy, programme: Programme) -> Line:
    facts = keep(
        _("commissioned") if programme.commissioned else "",
        name(strategy, programme.holder) if programme.holder else "",
        say_ages(programme.ages),
    )
    return Line(programme.id, say(programme.title), say(programme.about), facts)


def _tell_fund(strategy: Strategy, fund: Funding) -> Line:
    amount = _("amount not stated") if fund.pounds is None else f"£{write_count(fund.pounds)}"
    rounds = ngettext("%d round", "%d rounds", fund.rounds) % fund.rounds if fund.rounds else ""
    posts = []
    for post in fund.posts:
        unit = name(strategy, post.unit) if post.unit else ""
        title = say(post.title)
        same = unit.casefold() == title.casefold()
        posts.append(title if same or not unit else f"{title} ({unit})")
    return Line(
        fund.id,
        say(fund.title),
        say(fund.about),
        keep(amount, rounds, name(strategy, fund.programme) if fund.programme else ""),
        keep(_("Posts it pays for: %s") % "; ".join(posts) if posts else ""),
    )


def _tell_reviews(strategy: Strategy) -> Iterator[Line]:
    for each in strategy.reviews:
        stands_in = ""
        if each.action:
            action = {"code": each.action, "title": name(strategy, each.action)}
            stands_in = close(_("Key action %(code)s: %(title)s") % action)
        facts = (str(OFTEN[each.every]),)
        yield Line(each.id, say(each.title), say(each.about), facts, keep(stands_in))
