"""A Board, a body that answers for a supporting priority, and its link officer."""

import pytest

from tests.partnership.access.oversight import make_linked
from tests.partnership.oversight.made import ask


@pytest.fixture
def linked(people):
    """(Board, other body, subject): the link officer sits on both, the chair chairs the Board."""
    return make_linked(people)


@pytest.fixture
def adoption(linked, people):
    return ask(linked[2], people.agencies["council"], by=people.viewer("link_officer"), ago=9)
