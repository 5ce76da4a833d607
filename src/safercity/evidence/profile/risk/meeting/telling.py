"""The sentences of a meeting of two measures."""

from __future__ import annotations

from dataclasses import replace

from safercity.evidence.findings import Basis, Statement
from safercity.evidence.profile.limits import state_limits
from safercity.evidence.profile.risk.meeting.found import Meeting, MeetingSettings

CLEAR = 0.05


def state_meeting(meeting: Meeting) -> Meeting:
    """The meeting with its sentences: how the two go together, and where they meet."""
    settings, found = meeting.settings, meeting.meeting
    names = {"first": meeting.names[0], "second": meeting.names[1]}
    values = names | {"areas": len(meeting.areas), "correlation": meeting.correlation}
    clear = meeting.moran_p <= CLEAR
    together = "apart" if clear and meeting.moran < 0 else "together" if clear else "unrelated"
    here = sum(one.here for one in meeting.areas if one.label in set(found))
    kinds = [one.quadrant for one in meeting.areas if one.called]
    where: dict[str, object] = {
        "count": len(found), "labels": list(found[: settings.named]), "here": here,
        "discovery": settings.discovery, "areas": len(meeting.areas),
    }  # fmt: skip
    if not found:
        name = "meet_nowhere"
    else:
        name = "meet_all" if len(found) <= settings.named else "meet_some"
    mixed = kinds.count("high_low") + kinds.count("low_high")
    statements = [
        Statement(f"profile.{together}", values),
        Statement(f"profile.{name}", names | where),
    ]
    if mixed:
        statements.append(Statement("profile.meet_mixed", names | {"count": mixed}))
    return replace(meeting, statements=tuple(statements))


def limit_meeting(
    untested: tuple[str, ...], *, basis: Basis, settings: MeetingSettings
) -> tuple[Statement, ...]:
    """What a meeting of measures does not tell."""
    limits = [
        *state_limits(basis),
        Statement("profile.limit.areas_not_persons"),
        Statement("profile.limit.no_cause"),
    ]
    if untested:
        values = {"areas": len(untested), "labels": list(untested[: settings.named])}
        limits.append(Statement("profile.limit.untested", values))
    return tuple(limits)
