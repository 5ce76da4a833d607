"""What must never be committed: secrets, people, one person's machine, package indexes."""

from __future__ import annotations

import re

SECRETS = {
    "a private key": re.compile(r"-----BEGIN [A-Z ]*PRIVATE KEY"),
    "a cloud key": re.compile(r"\bAKIA[0-9A-Z]{16}\b"),
    "an access token": re.compile(r"\b(gh[pousr]_[A-Za-z0-9]{36}|xox[abprs]-[A-Za-z0-9-]{10,})"),
    "a password in an address": re.compile(r"://[^/\s:@\"'{}<>]+:[^/\s@\"'{}<>]+@"),
    "a secret written out": re.compile(
        r"(?i)\b(secret_key|password|api_key|token)\s*=\s*[\"'][^\"'{}$<>\s]{12,}[\"']"
    ),
}
EMAIL = re.compile(r"\b[\w.+-]+@(?P<host>[\w-]+(\.[\w-]+)*\.[A-Za-z]{2,})\b")
HOSTS_OF_NOBODY = re.compile(r"(^|\.)(example|invalid|test|localhost|example\.(com|org|net))$")
PEOPLE = {
    "a national insurance number": re.compile(r"\b[A-CEGHJ-PR-TW-Z]{2} ?(\d{2} ?){3}[A-D]\b"),
    # 07700 900000 to 900999 belong to nobody: they are kept for fiction.
    "a mobile number": re.compile(r"(?<![\w.])07(?!700 ?900)\d{3} ?\d{3} ?\d{3}(?!\w)"),
}
MACHINES = {
    "somebody's home folder": re.compile(
        r"(?<![\w.])(/home/[a-z]\w+/|/Users/\w+/|[A-Z]:\\Users\\\w+)"
    ),
}
INDEXES = re.compile(r"(?m)^\s*(--(extra-)?index-url|--find-links|--trusted-host|-i\s|-f\s)")


def leaks_of(text: str) -> list[str]:
    """What in `text` must not be committed, one phrase each, with its line."""
    found = [
        f"line {line_of(text, match.start())}: {what}"
        for what, pattern in {**SECRETS, **PEOPLE, **MACHINES}.items()
        for match in pattern.finditer(text)
    ]
    found += [
        f"line {line_of(text, match.start())}: an e-mail address"
        for match in EMAIL.finditer(text)
        if not HOSTS_OF_NOBODY.search(match["host"])
    ]
    return found


def line_of(text: str, position: int) -> int:
    """The number of the line that `position` is on."""
    return text.count("\n", 0, position) + 1
