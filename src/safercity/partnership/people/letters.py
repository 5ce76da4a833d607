"""Letters: short, and with nothing in them about anyone but the reader."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string

KEEPS_FILES = "django.core.mail.backends.filebased.EmailBackend"


def are_sent() -> bool:
    """Whether letters leave: without a mail server they lie in a folder."""
    return bool(settings.EMAIL_BACKEND != KEEPS_FILES)


def send_letter(to: str, name: str, **words: Any) -> None:
    """Send templates/people/letters/{name}.txt, whose first line is the subject.

    Errors: the mail server's, for the job to try again.
    """
    text = render_to_string(f"people/letters/{name}.txt", words)
    subject, _, body = text.strip().partition("\n")
    if not are_sent():  # the letters hold links that open accounts
        Path(settings.EMAIL_FILE_PATH).mkdir(mode=0o700, parents=True, exist_ok=True)
    EmailMessage(subject, body.strip() + "\n", to=[to]).send()
