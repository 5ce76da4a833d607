"""Letters: short, and with nothing in them about anyone but the reader."""

from __future__ import annotations

from typing import Any

from django.core.mail import EmailMessage
from django.template.loader import render_to_string


def send_letter(to: str, name: str, **words: Any) -> None:
    """Send templates/people/letters/{name}.txt, whose first line is the subject.

    Errors: the mail server's, for the job to try again.
    """
    text = render_to_string(f"people/letters/{name}.txt", words)
    subject, _, body = text.strip().partition("\n")
    EmailMessage(subject, body.strip() + "\n", to=[to]).send()
