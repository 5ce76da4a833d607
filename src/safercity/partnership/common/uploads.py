"""A file that is sent too large is refused while it comes, before it fills the disk."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.files.uploadhandler import FileUploadHandler, StopUpload

MIB = 1 << 20


class LimitedUpload(FileUploadHandler):
    """Counts what comes. Past the limit nothing more is kept, and the request says so.

    The limit is the site's (`Site.upload_mib`); `request.is_too_large` is for the form to ask.
    """

    request: Any  # Django's own knows no `is_too_large`

    def __init__(self, request=None):
        super().__init__(request)
        self.limit = settings.SAFERCITY.upload_mib * MIB
        self.came = 0

    def receive_data_chunk(self, raw_data, start):
        """Pass the chunk on to the handler that keeps it."""
        self.came += len(raw_data)
        if self.came > self.limit:
            self.request.is_too_large = True
            raise StopUpload(connection_reset=False)
        return raw_data

    def file_complete(self, file_size):
        """The next handler has the file."""
        return None
