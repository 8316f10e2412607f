"""Wiring only: every value that may differ between places comes from the environment."""

import os
import secrets
import shlex
import tempfile
from pathlib import Path

import environ
from celery.schedules import crontab

from config.assumptions import *  # noqa: F403  # a settings module is its names

env = environ.Env()

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(env("WEBSESAM_DATA", default=str(BASE_DIR / "data")))
BPMN_DIR = BASE_DIR / "bpmn"

# These are the settings of one command, SQLite and a worker in the web process. Where they are
# processes of their own: config/production.py.
DEBUG = env.bool("DJANGO_DEBUG", default=False)


def _secret() -> str:
    """A secret of this installation's own, made once and kept beside its database."""
    if given := env("DJANGO_SECRET_KEY", default=""):
        return str(given)
    kept = DATA_DIR / "secret_key"
    if not kept.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        kept.touch(mode=0o600)
        kept.write_text(secrets.token_urlsafe(50))
    return kept.read_text()


SECRET_KEY = _secret()
ALLOWED_HOSTS = env.list("DJANGO_ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
CSRF_TRUSTED_ORIGINS = env.list("DJANGO_CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    "rest_framework",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "workflows",
    "cases.organisation",
    "cases.artiklar",
    "cases.mottagare",
    "cases.hjalpmedel",
    "cases.meddelanden",
    "cases.gemensamt",
    "cases.kundorder",
    "cases.leverans",
    "cases.rattelse",
    "cases.hamtorder",
    "cases.returmottagning",
    "cases.specialanpassning",
    "cases.konsultation",
    "cases.underhall",
    "cases.retur",
    "cases.arbetsorder",
    "cases.felrapport",
    "cases.fritt",
    "tasks",
    "api",
]

MIDDLEWARE = [
    "config.health.HealthMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "config.middleware.ContentSecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    # Every page asks for a login unless it says otherwise.
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "config.middleware.NulMiddleware",
    "config.middleware.RefusalMiddleware",
    "axes.middleware.AxesMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cases.gemensamt.context.frame",
            ],
            "builtins": ["cases.gemensamt.templatetags.frame"],
        },
    }
]

DATABASES = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'websesam.sqlite3'}"),
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # IMMEDIATE: a transaction that reads and then writes must not find the database locked halfway.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL;PRAGMA synchronous=NORMAL;"
            "PRAGMA cache_size=-20000;PRAGMA temp_store=MEMORY;"
        ),
    }
    # A file, since an in-memory test database locks its tables between threads.
    DATABASES["default"]["TEST"] = {
        "NAME": str(Path(tempfile.gettempdir()) / f"websesam-test-{os.getpid()}.sqlite3")
    }
else:
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
DATABASES["default"]["CONN_MAX_AGE"] = 60
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organisation.Anvandare"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = 0.25  # hours
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_LOCKOUT_CALLABLE = "config.refusals.locked_out"
CSRF_FAILURE_VIEW = "config.refusals.csrf"
LOGIN_URL = "logga_in"
LOGIN_REDIRECT_URL = "start"
LOGOUT_REDIRECT_URL = "logga_in"

SESSION_ENGINE = "cases.organisation.inloggning"
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"

LANGUAGE_CODE = "sv"
TIME_ZONE = "Europe/Stockholm"
USE_I18N = True
USE_TZ = True
# The manual writes dates as ÅÅÅÅ-MM-DD and times by the 24-hour clock.
FORMAT_MODULE_PATH = "config.formats"

STATIC_URL = "static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static", ("editor", str(BASE_DIR / "frontend" / "dist"))]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_MANIFEST_STRICT = False
MEDIA_ROOT = DATA_DIR / "filer"
# Attachments are read through the product, never by address: no MEDIA_URL.
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
BILAGA_MAX_BYTES = 10 * 1024 * 1024
# The program that looks through attachments: the file on its standard input, 0 clean, 1 infected.
VIRUSKONTROLL = shlex.split(env("WEBSESAM_VIRUSKONTROLL", default=""))

# Background work ---------------------------------------------------------------------------------
REDIS_URL = env("REDIS_URL", default="")
# Lets several installations (and several test runs) share one Redis without hearing each other.
REDIS_PREFIX = env("WEBSESAM_REDIS_PREFIX", default="websesam:")
CELERY_BROKER_URL = REDIS_URL or "memory://localhost"
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_TASK_TIME_LIMIT = 300
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_BROKER_TRANSPORT_OPTIONS = (
    {
        "visibility_timeout": 300,
        "unacked_restore_throttle": 1,
        "global_keyprefix": REDIS_PREFIX,
        # A knock that can't be sent is given up at once, or every page would wait for Redis while
        # it is away; the next tick finds what was promised.
        "max_retries": 1,
        "interval_start": 0,
        "interval_step": 0.1,
        "interval_max": 0.1,
    }
    if REDIS_URL
    else {"polling_interval": 0.02}
)
CELERY_BEAT_SCHEDULE = {
    "tick": {"task": "tasks.tick", "schedule": 5.0, "options": {"expires": 5}},
    "bilagor": {"task": "tasks.bilagor", "schedule": 5.0, "options": {"expires": 5}},
    # Twice a minute: what stands still is listed within one.
    "vakt": {"task": "tasks.vakt", "schedule": 30.0, "options": {"expires": 30}},
    "atgarda": {"task": "tasks.atgarda", "schedule": 30.0, "options": {"expires": 30}},
    "flytta": {"task": "tasks.flytta", "schedule": 30.0, "options": {"expires": 30}},
    "insikt": {"task": "tasks.insikt", "schedule": 30.0, "options": {"expires": 30}},
    "gallra": {"task": "tasks.gallra", "schedule": crontab(hour=3, minute=20)},
    "underhall": {"task": "tasks.underhall", "schedule": crontab(hour=4, minute=10)},
    "fyll_pa": {"task": "tasks.fyll_pa", "schedule": crontab(hour=5, minute=10)},
    "svinn": {"task": "tasks.svinn", "schedule": crontab(hour=4, minute=40)},
}
CELERY_TIMEZONE = TIME_ZONE

if REDIS_URL:
    CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            "KEY_PREFIX": REDIS_PREFIX,
        }
    }

# API ---------------------------------------------------------------------------------------------
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [
        "api.authentication.KeyAuthentication",
        "api.authentication.LoggedInAuthentication",
    ],
    "DEFAULT_PERMISSION_CLASSES": ["api.permissions.MayUse"],
    "DEFAULT_PARSER_CLASSES": ["api.parsers.StrictJSONParser"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "api.schema.DoorSchema",
    "DEFAULT_THROTTLE_CLASSES": ["api.throttling.ClientThrottle"],
    "DEFAULT_THROTTLE_RATES": {
        "lasa": env("WEBSESAM_API_LASA", default="600/min"),
        "skriva": env("WEBSESAM_API_SKRIVA", default="120/min"),
        # Each is a process started and stopped.
        "kontrollera": env("WEBSESAM_API_KONTROLLERA", default="20/min"),
        # Asked after each save of one who draws; the same drawing is judged once.
        "kontrollera_utkast": env("WEBSESAM_API_KONTROLLERA_UTKAST", default="60/min"),
    },
    "EXCEPTION_HANDLER": "api.problems.on_exception",
    "UNAUTHENTICATED_USER": None,
}
SPECTACULAR_SETTINGS = {
    # Two fields of one kind: the name of what they choose among.
    "ENUM_NAME_OVERRIDES": {
        "TidsenhetEnum": "cases.arbetsorder.models.TypAvAtgard.Enhet",
        "DriftstoppsatgardEnum": "workflows.models_remedies.Remedy.What",
    },
    "TITLE": "webSesam",
    "DESCRIPTION": "Samma dörrar som sidorna har, för program. Läs docs/api.md först.",
    "VERSION": "1",
    "OAS_VERSION": "3.1.1",
    "SCHEMA_PATH_PREFIX": "/api/v1/",
    "SERVE_INCLUDE_SCHEMA": False,
    "SERVE_PERMISSIONS": ["rest_framework.permissions.AllowAny"],
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
}

# Demo data and a login page that lists who can log in. `manage.py up --no-demo` turns it off.
DEMO = env.bool("WEBSESAM_DEMO", default=True)
# Shown on the login page of a demonstration; every made-up person has it.
DEMO_LOSENORD = env("WEBSESAM_DEMO_LOSENORD", default="hjalpmedel-2026")

# How long after a case has ended it can be told why it went as it did, and a move be taken back.
GALLRA_ARENDEN_DAGAR = env.int("WEBSESAM_GALLRA_ARENDEN_DAGAR", default=90)
# How long a half-filled form waits for its writer.
GALLRA_UTKAST_DAGAR = env.int("WEBSESAM_GALLRA_UTKAST_DAGAR", default=30)
# Seconds that the product clock is ahead, read from this file: a test moves a running server so.
CLOCK_FILE = env("WEBSESAM_CLOCK_FILE", default="")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env("WEBSESAM_LOG_LEVEL", default="WARNING")},
}
