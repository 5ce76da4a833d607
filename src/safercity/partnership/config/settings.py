"""Django's settings as a plain value, made from `Site`. Nothing is read from the environment."""

from __future__ import annotations

from typing import Any

from safercity.partnership.config.account_settings import build_account_settings
from safercity.partnership.config.database import read_database
from safercity.partnership.config.logs import build_logging
from safercity.partnership.config.site import Site, read_secret

ROOM = "safercity.partnership"
# Any other name means that a page elsewhere points a name of its own at this computer.
LOOPBACK_NAMES = ["127.0.0.1", "localhost", "[::1]"]
LANGUAGES = [("en-gb", "English"), ("cy", "Cymraeg")]
# From the top of the house to its ground: the order of HOUSE.md.
APPS = [
    "home",
    "oversight",
    "performance",
    "strategy",
    "governance",
    "places",
    "records",
    "commitments",
    "notes",
    "sharing",
    "people",
    "audit",
    "jobs",
    "common",
]


def build_settings(site: Site, *, secret: str | None = None) -> dict[str, Any]:
    """Every setting that differs from Django's default.

    `secret` signs sessions; without it the site's own key is read, and made at the first start.
    """
    return {
        "SAFERCITY": site,
        "DEBUG": False,
        "ALLOWED_HOSTS": [*LOOPBACK_NAMES, *site.hosts],
        "SECRET_KEY": secret or read_secret(site.folder),
        "INSTALLED_APPS": _list_apps(),
        "MIDDLEWARE": _list_middleware(has_choice=site.language == "cy"),
        "TEMPLATES": [_templates()],
        "ROOT_URLCONF": f"{ROOM}.config.urls",
        "DATABASES": {
            "default": read_database(site.database_url, file=site.folder / "site.sqlite3")
        },
        "CACHES": {
            "default": {  # the lockout's counts: shared by every process of the site
                "BACKEND": "django.core.cache.backends.db.DatabaseCache",
                "LOCATION": "cache",
            }
        },
        "DEFAULT_AUTO_FIELD": "django.db.models.BigAutoField",
        "LANGUAGE_CODE": "cy" if site.language == "cy" else "en-gb",
        "LANGUAGES": LANGUAGES if site.language == "cy" else LANGUAGES[:1],
        "LANGUAGE_COOKIE_HTTPONLY": True,
        "LANGUAGE_COOKIE_SAMESITE": "Lax",
        "LOGGING": build_logging(),
        "USE_TZ": True,
        "TIME_ZONE": "Europe/London",
        "STATIC_URL": "/static/",
        "WHITENOISE_USE_FINDERS": True,
        "WHITENOISE_MIMETYPES": {".mjs": "text/javascript"},
        "WHITENOISE_IMMUTABLE_FILE_TEST": r"^/static/vendor/",  # versions are in the folders' names
        "FORM_RENDERER": "django.forms.renderers.TemplatesSetting",  # our widgets before Django's
        "CRISPY_ALLOWED_TEMPLATE_PACKS": ["gds"],
        "CRISPY_TEMPLATE_PACK": "gds",
        "FILE_UPLOAD_HANDLERS": [
            f"{ROOM}.common.uploads.LimitedUpload",
            "django.core.files.uploadhandler.TemporaryFileUploadHandler",
        ],
        # Nothing restricted leaves the workspace's disk.
        "FILE_UPLOAD_TEMP_DIR": str(site.folder) if site.folder.is_dir() else None,
        "DATA_UPLOAD_MAX_MEMORY_SIZE": 2_500_000,
        "DATA_UPLOAD_MAX_NUMBER_FIELDS": 2_000,
        **_mail(site),
        **build_account_settings(),
        **_security(site),
    }


def _list_apps() -> list[str]:
    return [
        f"{ROOM}.config",
        *(f"{ROOM}.{name}" for name in APPS),  # before allauth, whose templates ours replace
        "django.forms",  # its templates of widgets, which ours replace
        "django.contrib.auth",
        "django.contrib.contenttypes",
        "django.contrib.sessions",
        "django.contrib.messages",
        "django.contrib.staticfiles",
        "django.contrib.humanize",  # the list of security keys tells ages
        "allauth",
        "allauth.account",
        "allauth.mfa",
        "allauth.usersessions",
        "allauth.socialaccount",
        "allauth.socialaccount.providers.openid_connect",
        "crispy_forms",
        "crispy_forms_gds",
    ]


def _list_middleware(*, has_choice: bool) -> list[str]:
    """`has_choice`: of a language, by the reader or the reader's browser."""
    choice = ["django.middleware.locale.LocaleMiddleware"] if has_choice else []
    return [
        f"{ROOM}.config.middleware.SecurityHeaders",
        "django.middleware.security.SecurityMiddleware",
        "django.middleware.clickjacking.XFrameOptionsMiddleware",
        "whitenoise.middleware.WhiteNoiseMiddleware",
        "django.middleware.gzip.GZipMiddleware",
        "django.middleware.http.ConditionalGetMiddleware",
        f"{ROOM}.config.api.errors.ApiErrors",
        "django.contrib.sessions.middleware.SessionMiddleware",
        *choice,
        "django.middleware.common.CommonMiddleware",
        "django.middleware.csrf.CsrfViewMiddleware",
        "django.contrib.auth.middleware.AuthenticationMiddleware",
        "django.contrib.auth.middleware.LoginRequiredMiddleware",
        "django.contrib.messages.middleware.MessageMiddleware",
        "allauth.account.middleware.AccountMiddleware",
        "allauth.usersessions.middleware.UserSessionsMiddleware",
        f"{ROOM}.config.middleware.WhoAsks",
        f"{ROOM}.config.middleware.SecondFactor",
        f"{ROOM}.config.middleware.Looks",
        f"{ROOM}.config.middleware.OurErrors",
    ]


def _mail(site: Site) -> dict[str, Any]:
    """A mail server where one is named; else letters lie in a folder, and nothing leaves."""
    host, _, port = site.mail.server.partition(":")
    sending = {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend"}
    keeping = {"EMAIL_BACKEND": "django.core.mail.backends.filebased.EmailBackend"}
    return {
        **(sending if host else keeping),
        "EMAIL_FILE_PATH": site.folder / "mail",
        "EMAIL_HOST": host or "localhost",
        "EMAIL_PORT": int(port or 587),
        "EMAIL_HOST_USER": site.mail.user,
        "EMAIL_HOST_PASSWORD": site.mail.password,
        "EMAIL_USE_TLS": True,
        "EMAIL_TIMEOUT": 20,
        "DEFAULT_FROM_EMAIL": site.mail.sender,
    }


def _security(site: Site) -> dict[str, Any]:
    """Secure cookies and HTTPS where others reach the site; plain HTTP on this computer alone."""
    others = site.is_served_to_others
    return {
        "SECURE_REFERRER_POLICY": "same-origin",
        "SESSION_COOKIE_SECURE": others,
        "LANGUAGE_COOKIE_SECURE": others,
        "CSRF_COOKIE_SECURE": others,
        "CSRF_COOKIE_HTTPONLY": True,
        "SECURE_SSL_REDIRECT": others,
        "SECURE_HSTS_SECONDS": 31_536_000 if others else 0,
        "SECURE_HSTS_INCLUDE_SUBDOMAINS": others,
        "SECURE_HSTS_PRELOAD": others,
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if others else None,
        "ALLAUTH_TRUSTED_PROXY_COUNT": site.trusted_proxies,
        "SESSION_COOKIE_AGE": 12 * 60 * 60,
        "SESSION_EXPIRE_AT_BROWSER_CLOSE": True,
        "SESSION_COOKIE_SAMESITE": "Lax",  # the answer of a sign-in provider comes from elsewhere
    }


def _templates() -> dict[str, Any]:
    return {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                f"{ROOM}.config.frame.add_frame",
            ]
        },
    }
