"""The read API, read by token alone, and its guide. test_tokens.py walks the operations."""

from safercity.partnership.common.ids import new_id
from tests.partnership.access.expected import Access
from tests.partnership.access.governance import body
from tests.partnership.access.oversight import adoption
from tests.partnership.access.people import agency
from tests.partnership.access.performance import measure, waiting
from tests.partnership.access.sharing import draft
from tests.partnership.access.strategy import review, version
from tests.partnership.commitments.made import make


def own_action(people):
    """Of the council, for its parties alone."""
    return {"key": make(people, only_parties=True).pk}


EXPECTED = {"api:guide": Access(), "api:description": Access(strangers=401)}

# What each operation needs, and what a token of another agency is answered.
BY_TOKEN = {
    "api:strategy-list-versions": (lambda people: {}, 200),
    "api:strategy-show-version": (version, 200),
    "api:strategy-list-parts": (version, 200),
    "api:commitments-list-actions": (lambda people: {}, 200),
    "api:commitments-show-action": (own_action, 404),
    "api:people-list-agencies": (lambda people: {}, 200),
    "api:people-show-agency": (agency, 200),
    "api:people-list-posts": (lambda people: {}, 200),
    "api:performance-list-measures": (lambda people: {}, 200),
    "api:performance-show-measure": (measure, 200),
    "api:governance-list-bodies": (lambda people: {}, 200),
    "api:governance-show-body": (body, 200),
    "api:governance-list-decisions": (lambda people: {}, 200),
    "api:strategy-list-reviews": (lambda people: {}, 200),
    "api:strategy-show-review": (review, 200),
    "api:performance-list-returns": (lambda people: {}, 200),
    "api:performance-list-waiting": (lambda people: {}, 200),
    "api:performance-show-return": (waiting, 404),
    "api:oversight-list-adoptions": (lambda people: {}, 200),
    "api:oversight-show-adoption": (adoption, 200),
    "api:oversight-list-reviews": (lambda people: {}, 200),
    "api:sharing-list-agreements": (lambda people: {}, 200),
    "api:sharing-show-agreement": (draft, 200),
    "api:oversight-list-assurance": (lambda people: {}, 200),
    "api:oversight-list-duties": (lambda people: {"year": 2026}, 200),
    "api:places-show-edition": (lambda people: {}, 200),
    "api:places-list-places": (lambda people: {}, 200),
    "api:places-show-place": (lambda people: {"place_id": "p-7b08aaf3"}, 200),
    "api:places-list-findings": (lambda people: {}, 200),
    "api:places-show-finding": (lambda people: {"name": "watch"}, 200),
}


def guessed(arguments):
    """The same address with an id that nobody has."""
    return {
        name: {"key": new_id(), "number": 999, "year": 999}.get(name, "no-such")
        for name in arguments
    }
