"""Settings for one machine: production, loosened to plain HTTP on the loopback address."""

import environ

from blitar_registry.settings.environment import ENV_FILE, VAR_DIR

VAR_DIR.mkdir(exist_ok=True)
environ.Env.read_env(ENV_FILE)
environ.Env.ENVIRON.setdefault("DATABASE_URL", f"sqlite:///{VAR_DIR / 'blitar.sqlite3'}")
environ.Env.ENVIRON.setdefault("ALLOWED_HOSTS", "127.0.0.1,localhost,[::1]")

from blitar_registry.settings.production import *  # noqa: E402, F403  the base needs the values set above

SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_NAME = "sessionid"
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_NAME = "csrftoken"
CSRF_COOKIE_SECURE = False
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
DEMO_ALLOWED = True
