"""Records. The matrix runs over an edition's folder, which has none: nothing is there for anyone.

Who sees and sends what over a workspace is tried in tests/partnership/records.
"""

from uuid import uuid4

from tests.partnership.access.expected import Access

NOTHING = frozenset({404})
SOURCE = Access(answers=NOTHING, make=lambda people: {"name": "police-uk"})
UPLOAD = Access(answers=NOTHING, make=lambda people: {"key": uuid4()})
EXPECTED = {
    "records:sources": Access(answers=NOTHING),
    "records:source": SOURCE,
    "records:send": SOURCE,
    "records:words": Access(
        answers=NOTHING, make=lambda people: {"name": "police-uk"}, method="post"
    ),
    "records:whole": Access(
        answers=NOTHING, make=lambda people: {"name": "police-uk"}, method="post"
    ),
    "records:correct": Access(
        answers=NOTHING,
        make=lambda people: {"name": "police-uk", "digest": "0" * 64, "row": 1},
    ),
    "records:aside": Access(
        answers=NOTHING,
        make=lambda people: {"name": "police-uk", "digest": "0" * 64, "row": 1},
    ),
    "records:mended": SOURCE,
    "records:mapping-back": Access(
        answers=NOTHING, make=lambda people: {"name": "police-uk", "word": "0" * 16}
    ),
    "records:correction-back": Access(
        answers=NOTHING,
        make=lambda people: {"name": "police-uk", "digest": "0" * 64, "row": 1},
    ),
    "records:edition": Access(answers=NOTHING),
    "records:upload": UPLOAD,
    "records:headings": UPLOAD,
    "records:dates": UPLOAD,
    "records:again": Access(answers=NOTHING, make=lambda people: {"key": uuid4()}, method="post"),
}
