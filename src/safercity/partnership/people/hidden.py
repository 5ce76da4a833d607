"""Secrets that must be read again (a provider's): encrypted with a key made from the site's own."""

from __future__ import annotations

import base64
import hashlib

from cryptography.fernet import Fernet
from django.conf import settings
from django.utils.encoding import force_bytes


def hide(text: str) -> bytes:
    """The text, readable only with the site's signing key, which is not in the database."""
    return _fernet().encrypt(text.encode())


def reveal(hidden: bytes | memoryview) -> str:
    """The text again; "" where nothing is kept. Errors: InvalidToken after a change of the key."""
    return _fernet().decrypt(bytes(hidden)).decode() if hidden else ""


def _fernet() -> Fernet:
    # The site's key is 50 bytes of chance: a digest of it is as good a key, for this use alone.
    key = hashlib.sha256(b"people.hidden:" + force_bytes(settings.SECRET_KEY)).digest()
    return Fernet(base64.urlsafe_b64encode(key))
