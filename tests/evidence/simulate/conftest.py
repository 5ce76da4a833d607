"""One made-up city, laid out once for all of these tests."""

from __future__ import annotations

import pytest

from safercity.evidence.simulate import City, lay_out_city


@pytest.fixture(scope="session")
def city() -> City:
    """The city of seed 1."""
    return lay_out_city(1)
