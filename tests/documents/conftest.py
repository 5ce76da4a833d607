import pytest

from safercity.documents.high_demand_places import build_high_demand_places
from safercity.evidence.assess.edition import open_edition
from tests.partnership.sample_edition import write_sample_edition

HOSTILE = '<script>alert("1")</script> #set page(width: 1pt) & =1+1 $x$ `raw` \x07 *Ŵ*'


@pytest.fixture(scope="session")
def edition(tmp_path_factory):
    return open_edition(write_sample_edition(tmp_path_factory.mktemp("edition")))


@pytest.fixture(scope="session")
def hostile(tmp_path_factory):
    folder = tmp_path_factory.mktemp("hostile")
    return open_edition(write_sample_edition(folder, names={0: HOSTILE, 1: "=cmd|' /C calc'!A0"}))


@pytest.fixture(scope="session")
def document(edition):
    return build_high_demand_places(edition)


class Changed:
    """An edition with some tables and parts of the manifest replaced."""

    def __init__(self, edition, *, manifest=None, **tables):
        self.digest = edition.digest
        self.manifest = {**edition.manifest, **(manifest or {})}
        self._edition, self._tables = edition, tables

    def table(self, name):
        return self._tables[name] if name in self._tables else self._edition.table(name)


@pytest.fixture
def changed(edition):
    return lambda **kw: Changed(edition, **kw)
