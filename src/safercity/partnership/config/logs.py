"""What the site writes to its log: warnings and faults, on standard error, without secrets.

An invitation's and a new password's link carry their key in the address, and a page that is not
found or fails is logged with its address. So every line is cleaned as it is written, its traceback
too: whoever reads the log opens no door with it.
"""

from __future__ import annotations

import logging
import re
from typing import Any

HIDDEN = "…"
SECRETS = (
    re.compile(r"(?<=/invitation/)[^/\s\"'?]+"),
    re.compile(r"(?<=/password/reset/key/)[^/\s\"'?]+"),
    re.compile(r"(?<=[?&])(?:code|state|token|id_token|access_token)=[^&\s\"']+"),
    re.compile(r"(?<=[Bb]earer )[^\s\"',]+"),
    re.compile(r"\bsafercity_[A-Za-z0-9_-]{16,}"),
    re.compile(r"(?<=sessionid=)[^;\s\"']+|(?<=csrftoken=)[^;\s\"']+"),
)


class WithoutSecrets(logging.Formatter):
    """A line, and the traceback under it, with everything that opens a door left out."""

    def formatMessage(self, record: logging.LogRecord) -> str:
        """The line without its traceback: what somebody sent begins no line of its own."""
        line = super().formatMessage(record)
        return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in line)

    def format(self, record: logging.LogRecord) -> str:
        """The line as it is written."""
        return hide_secrets(super().format(record))


def hide_secrets(text: str) -> str:
    """The text without keys of links, tokens and sessions."""
    for secret in SECRETS:
        text = secret.sub(HIDDEN, text)
    return text


def build_logging() -> dict[str, Any]:
    """Django's LOGGING: one handler for everything; pages not found and refused are no news."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {
            "plain": {
                "()": f"{__name__}.WithoutSecrets",
                "format": "%(asctime)s %(levelname)s %(name)s: %(message)s",
            }
        },
        "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
        "root": {"handlers": ["stderr"], "level": "WARNING"},
        "loggers": {
            "django": {"handlers": [], "level": "WARNING"},
            "django.request": {"level": "ERROR"},
            "waitress.queue": {"level": "ERROR"},  # it warns of every page with more than one file
        },
    }
