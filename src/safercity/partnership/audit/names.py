"""Names in the audit: encrypted, one key a person, so that they can be forgotten."""

from __future__ import annotations

from collections.abc import Iterable
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
    named = {row.person: _read(bytes(row.key), bytes(row.name)) for row in PersonKey.objects.all()}
    return dict(sorted(named.items(), key=lambda pair: pair[1].casefold()))


def read_names(hidden: Iterable[tuple[UUID | None, bytes]]) -> list[str]:
    """Each name in order; "" for the system's acts and for people who were forgotten."""
    pairs = [(person, bytes(token)) for person, token in hidden]
    wanted = {person for person, _token in pairs if person}
    keys = {row.person: bytes(row.key) for row in PersonKey.objects.filter(person__in=wanted)}
    return [_read(keys.get(person), token) if person else "" for person, token in pairs]


def _read(key: bytes | None, token: bytes) -> str:
    if not key or not token:
        return ""
    try:
        return Fernet(key).decrypt(token).decode()
    except InvalidToken:
        return ""
