"""An installation that is not safe says why and does not start."""

import secrets
from typing import Any

import pytest

from config.checks import settings_faults, web_faults
from tests.programs import Program, clean_environment

SAFE: dict[str, Any] = {
    "SECRET_KEY": secrets.token_urlsafe(50),
    "DEBUG": False,
    "DATABASES": {"default": {"ENGINE": "django.db.backends.postgresql"}},
    "REDIS_URL": "redis://127.0.0.1:6379/0",
    "ALLOWED_HOSTS": ["hjalpmedel.exempel.se"],
}
SQLITE = {"default": {"ENGINE": "django.db.backends.sqlite3"}}


def test_a_safe_installation_has_no_fault() -> None:
    assert settings_faults(SAFE, secret_given=True) == []


@pytest.mark.parametrize(
    ("changed", "names"),
    [
        ({"SECRET_KEY": "kort"}, "DJANGO_SECRET_KEY"),
        ({"SECRET_KEY": "ab" * 40}, "DJANGO_SECRET_KEY"),
        ({"DEBUG": True}, "DJANGO_DEBUG"),
        ({"DATABASES": SQLITE}, "DATABASE_URL"),
        ({"REDIS_URL": ""}, "REDIS_URL"),
        ({"ALLOWED_HOSTS": ["127.0.0.1", "localhost", "[::1]"]}, "DJANGO_ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": ["*"]}, "DJANGO_ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": ["hjalpmedel.exempel.se", "*"]}, "DJANGO_ALLOWED_HOSTS"),
    ],
)
def test_each_fault_names_what_to_set(changed: dict[str, Any], names: str) -> None:
    [fault] = settings_faults(SAFE | changed, secret_given=True)
    assert fault.startswith(names)


def test_a_secret_that_was_made_up_on_the_spot_is_a_fault() -> None:
    [fault] = settings_faults(SAFE, secret_given=False)
    assert fault.startswith("DJANGO_SECRET_KEY saknas")


def test_many_web_processes_on_sqlite_is_a_fault() -> None:
    [fault] = web_faults("django.db.backends.sqlite3", workers=3)
    assert "SQLite klarar en process, inte 3" in fault
    assert web_faults("django.db.backends.sqlite3", workers=1) == []
    assert web_faults("django.db.backends.postgresql", workers=3) == []


def test_production_settings_tell_every_fault_at_once_and_do_not_load() -> None:
    production = {"DJANGO_SETTINGS_MODULE": "config.production", "DJANGO_DEBUG": "1"}
    done = Program.manage("check").finish(environment=clean_environment() | production)
    assert done.returncode != 0
    for name in (
        "DJANGO_SECRET_KEY",
        "DJANGO_DEBUG",
        "DATABASE_URL",
        "REDIS_URL",
        "DJANGO_ALLOWED_HOSTS",
    ):
        assert f"\n{name} " in done.stderr


def test_the_web_server_refuses_sqlite_with_many_processes() -> None:
    done = Program(("gunicorn", "--config", "python:config.gunicorn", "config.wsgi")).finish(
        environment=clean_environment() | {"WEB_CONCURRENCY": "2", "WEBSESAM_BIND": "127.0.0.1:0"}
    )
    assert done.returncode != 0
    assert "SQLite klarar en process, inte 2" in done.stderr
