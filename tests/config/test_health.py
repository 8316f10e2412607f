"""What a probe is told."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings

NOBODY_LISTENS = "redis://127.0.0.1:1/0"


def test_healthz_answers_without_a_database(client: Client) -> None:
    # pytest-django refuses every query here: the answer needs none.
    answer = client.get("/healthz", headers={"host": "10.0.0.7"})
    assert (answer.status_code, answer.json()) == (200, {"ok": True})


@pytest.mark.django_db
def test_readyz_is_asked_by_address_and_without_tls(client: Client) -> None:
    with override_settings(SECURE_SSL_REDIRECT=True, ALLOWED_HOSTS=["hjalpmedel.exempel.se"]):
        answer = client.get("/readyz", headers={"host": "10.0.0.7"})
    assert answer.status_code == 200
    assert answer.json() == {"ok": True, "database": "ok", "redis": "ok"}


@pytest.fixture
def behind_by_one_migration(transactional_db: None) -> Iterator[None]:
    call_command("migrate", "sessions", "zero", verbosity=0)
    yield
    call_command("migrate", "sessions", verbosity=0)


@pytest.mark.usefixtures("behind_by_one_migration")
def test_readyz_says_no_while_the_tables_are_older_than_the_code(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["database"] == "migrate"


@pytest.mark.django_db
def test_readyz_says_no_without_its_redis(client: Client) -> None:
    caches = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": NOBODY_LISTENS,
        }
    }
    with override_settings(REDIS_URL=NOBODY_LISTENS, CACHES=caches):
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["redis"] == "unreachable"


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_readyz_says_no_without_its_database(client: Client) -> None:
    there = connection.settings_dict["PORT"]
    connection.close()
    connection.settings_dict["PORT"] = "1"
    try:
        answer = client.get("/readyz")
    finally:
        connection.close()
        connection.settings_dict["PORT"] = there
    assert answer.status_code == 503
    assert answer.json()["database"] == "unreachable"


def test_every_address_is_answered_by_this_machine_only_in_the_default() -> None:
    assert "*" not in settings.ALLOWED_HOSTS
