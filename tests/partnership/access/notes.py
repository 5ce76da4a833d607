"""Comments, files and notifications: whoever may see the object, and one's own."""

from safercity.partnership.common.ids import new_id
from tests.partnership.access.expected import EVERYONE, NO_ONE, Access
from tests.partnership.commitments.made import make
from tests.partnership.notes.made import comment

KIND = "commitments.commitment"
WRITERS = EVERYONE - {"auditor"}


def on_action(people):
    return {"kind": KIND, "key": make(people).pk}


def nothing(people):
    return {"key": new_id()}


def officers_comment(people):
    return {"key": comment(people, make(people), "Seen.").pk}


EXPECTED = {
    "notes:notifications": Access(),
    "notes:read": Access(method="post"),
    "notes:open": Access(who=NO_ONE, others=404, make=nothing),
    "notes:write": Access(who=WRITERS, make=on_action),
    # After the first who may, it is gone for everyone.
    "notes:take-back": Access(
        who=EVERYONE - {"auditor"},
        make=officers_comment,
        method="post",
        answers=frozenset({302, 403, 404}),
    ),
    # Rooms take no files until a partnership turns them on: 409 says so.
    "notes:attach": Access(who=WRITERS, make=on_action, answers=frozenset({409})),
    "notes:file": Access(who=NO_ONE, others=404, make=nothing),
}
