"""Second factors: what they are opened with is encrypted in the database."""

from __future__ import annotations

from allauth.mfa.adapter import DefaultMFAAdapter

from safercity.partnership.people.hidden import hide, reveal


class SecondFactors(DefaultMFAAdapter):
    """A stolen table opens no door: the seeds of codes are kept under the site's key."""

    def encrypt(self, text: str) -> str:
        """What the database keeps of a seed."""
        return hide(text).decode("ascii")

    def decrypt(self, encrypted_text: str) -> str:
        """The seed again."""
        return reveal(encrypted_text.encode("ascii"))

    def build_totp_svg(self, url: str) -> str:
        """The code to scan, to stand in the page itself: our policy allows no data: images."""
        drawn = super().build_totp_svg(url)
        return drawn[drawn.index("<svg") :]
