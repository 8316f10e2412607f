"""Settings where web, worker and beat are processes of their own.

Chosen by DJANGO_SETTINGS_MODULE=config.production. Refuses to load with any fault that
`config.checks` knows.
"""

from django.core.exceptions import ImproperlyConfigured

from config import checks
from config.settings import *  # noqa: F403  # a settings module is its names; this one adds to them
from config.settings import LOGGING, env

DEMO = False

faults = checks.settings_faults(globals(), secret_given=bool(env("DJANGO_SECRET_KEY", default="")))
if faults:
    raise ImproperlyConfigured("\n".join(["webSesam startar inte:", *faults]))

# TLS ends in a proxy in front of the web; only a proxy that sets the header itself may be trusted.
if env.bool("WEBSESAM_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
# Behind collectstatic every file is known: a template that names another is a fault to be heard of.
WHITENOISE_USE_FINDERS = False
WHITENOISE_MANIFEST_STRICT = True

LOGGING = LOGGING | {
    "formatters": {"json": {"()": "config.json_logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
}
