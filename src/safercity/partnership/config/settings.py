"""Django's settings as a plain value, made from `Site`. Nothing is read from the environment."""

from __future__ import annotations

import secrets
from typing import Any

from safercity.partnership.config.site import Site

ROOM = "safercity.partnership"
# Any other name means that a page elsewhere points a name of its own at this computer.
LOOPBACK_NAMES = ["127.0.0.1", "localhost", "[::1]"]


def build_settings(site: Site) -> dict[str, Any]:
    """Every setting that differs from Django's default. No database, sessions or accounts yet."""
    return {
        "SAFERCITY": site,
        "DEBUG": False,
        "ALLOWED_HOSTS": LOOPBACK_NAMES,
        "SECRET_KEY": secrets.token_urlsafe(50),  # signs nothing that outlives the process
        "INSTALLED_APPS": [
            "django.contrib.staticfiles",
            f"{ROOM}.common",
            f"{ROOM}.places",
        ],
        "MIDDLEWARE": [
            f"{ROOM}.config.middleware.SecurityHeaders",
            "django.middleware.security.SecurityMiddleware",
            "whitenoise.middleware.WhiteNoiseMiddleware",
            "django.middleware.gzip.GZipMiddleware",
            "django.middleware.http.ConditionalGetMiddleware",
            "django.middleware.common.CommonMiddleware",
            f"{ROOM}.config.middleware.OurErrors",
        ],
        "TEMPLATES": [_templates()],
        "ROOT_URLCONF": f"{ROOM}.config.urls",
        "LANGUAGE_CODE": "en-gb",
        "LANGUAGES": [("en-gb", "English")],
        "USE_TZ": True,
        "TIME_ZONE": "Europe/London",
        "STATIC_URL": "/static/",
        "WHITENOISE_USE_FINDERS": True,
        "WHITENOISE_MIMETYPES": {".mjs": "text/javascript"},
        "WHITENOISE_IMMUTABLE_FILE_TEST": r"^/static/vendor/",  # versions are in the folders' names
        "SECURE_REFERRER_POLICY": "same-origin",
    }


def _templates() -> dict[str, Any]:
    return {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {"context_processors": [f"{ROOM}.config.frame.add_frame"]},
    }
