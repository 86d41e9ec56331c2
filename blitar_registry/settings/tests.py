"""Settings for the test suite: no secrets, fast hashes, jobs run at once."""

import environ

from blitar_registry.settings.environment import VAR_DIR

environment = environ.Env.ENVIRON
environment["SECRET_KEY"] = "only-for-tests-" + "0123456789abcdefghijklmnopqrstuvwxyz" * 2
environment["ALLOWED_HOSTS"] = "testserver,localhost,127.0.0.1"
environment["DATABASE_URL"] = environment.get("TEST_DATABASE_URL") or "sqlite://:memory:"

from blitar_registry.settings.production import *  # noqa: E402, F403  the base needs the values set above
from blitar_registry.settings.production import INSTALLED_APPS, TEMPLATES  # noqa: E402

# For the flush command of transactional tests.
INSTALLED_APPS = [*INSTALLED_APPS, "tests"]

SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_NAME = "sessionid"
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_NAME = "csrftoken"
CSRF_COOKIE_SECURE = False
THROW_AWAY_DATABASE = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
MEDIA_ROOT = VAR_DIR / "test-media"
ACCOUNT_RATE_LIMITS = False
# An undefined variable in a template is a defect, not an empty string.
TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "⟦%s⟧"
DEMO_ALLOWED = True
