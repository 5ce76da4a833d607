"""Names in the audit: encrypted, one key a person, so that they can be forgotten."""

from __future__ import annotations

from uuid import UUID

from cryptography.fernet import Fernet, InvalidToken

from safercity.partnership.audit.models import PersonKey
from safercity.partnership.common.viewers import Viewer


def hide_name(by: Viewer) -> bytes:
    """The viewer's name under the viewer's own key, which is made at the first act."""
    if by.id is None:
        return b""
    row = PersonKey.objects.filter(person=by.id).first()
    if row is None:
        key = Fernet.generate_key()
        name = Fernet(key).encrypt(by.name.encode())
        row, _made = PersonKey.objects.get_or_create(
            person=by.id, defaults={"key": key, "name": name}
        )
    return Fernet(bytes(row.key)).encrypt(by.name.encode())


def name_people() -> dict[UUID, str]:
    """Everyone who ever did something and is not forgotten, by name."""
    named = {row.person: read_name(row.key, row.name) for row in PersonKey.objects.all()}
    return dict(sorted(named.items(), key=lambda pair: pair[1].casefold()))


def read_name(key: bytes | memoryview | None, hidden: bytes | memoryview) -> str:
    """A name by the key of its person; "" for the system, and for who was forgotten."""
    if not key or not hidden:
        return ""
    try:
        return Fernet(bytes(key)).decrypt(bytes(hidden)).decode()
    except InvalidToken:
        return ""
