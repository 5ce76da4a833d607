"""Comments for the pages of apps below: what `common.commenting` is offered."""

from safercity.partnership.notes.queries import read_comments

__all__ = ["read_comments"]
