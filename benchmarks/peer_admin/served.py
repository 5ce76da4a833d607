"""Settings, a user with a session, and the application.

    python -m peer_admin.served      makes the user; prints the session's key

The database is the site's of SAFERCITY_WORKSPACE, or DATABASE_URL's.
"""

from __future__ import annotations

import os
from pathlib import Path

LIST = "/admin/peer_admin/action/"


def configure() -> None:
    """As `startproject` leaves it, with this one app."""
    import django
    from django.conf import settings

    from safercity.partnership.config.database import read_database

    file = Path(os.environ["SAFERCITY_WORKSPACE"]) / "site" / "site.sqlite3"
    settings.configure(
        SECRET_KEY="of a benchmark alone, and of nothing that anyone signs in to",
        ALLOWED_HOSTS=["127.0.0.1"],
        ROOT_URLCONF="peer_admin.urls",
        DATABASES={"default": read_database(os.environ.get("DATABASE_URL"), file=file)},
        USE_TZ=True,
        STATIC_URL="/static/",
        INSTALLED_APPS=[
            "django.contrib.admin",
            "django.contrib.auth",
            "django.contrib.contenttypes",
            "django.contrib.sessions",
            "django.contrib.messages",
            "django.contrib.staticfiles",
            "peer_admin",
        ],
        MIDDLEWARE=[
            "django.middleware.security.SecurityMiddleware",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.contrib.auth.middleware.AuthenticationMiddleware",
            "django.contrib.messages.middleware.MessageMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        TEMPLATES=[
            {
                "BACKEND": "django.template.backends.django.DjangoTemplates",
                "APP_DIRS": True,
                "OPTIONS": {
                    "context_processors": [
                        "django.template.context_processors.request",
                        "django.contrib.auth.context_processors.auth",
                        "django.contrib.messages.context_processors.messages",
                    ]
                },
            }
        ],
    )
    django.setup()


def make_user() -> str:
    """The tables of its users, which ours has none of; who may do all; the session's key."""
    from django.contrib.admin.models import LogEntry
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.auth.models import User
    from django.contrib.sessions.backends.db import SessionStore
    from django.db import connection

    known = connection.introspection.table_names()
    with connection.schema_editor() as editor:
        for model in (User, LogEntry):
            if model._meta.db_table not in known:
                editor.create_model(model)
    rights = {"is_staff": True, "is_superuser": True}
    user, _made = User.objects.get_or_create(username="bench", defaults=rights)
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return session.session_key


def make_application():
    """What gunicorn serves."""
    configure()
    from django.core.wsgi import get_wsgi_application

    return get_wsgi_application()


if __name__ == "__main__":
    configure()
    print(make_user())
