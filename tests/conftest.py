"""What every test shares: which tests run where, and a worker that carries out background work.

pytest                        SQLite, the worker in a thread
DATABASE_URL=… REDIS_URL=… pytest     the same tests on PostgreSQL, Redis and a real worker
pytest --full                 with the long forms
pytest --no-skips             fails when a test had to be skipped
"""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from celery import current_app
from django.conf import settings
from django.db import connection
from django.test import override_settings
from redis import Redis

from tasks.embedded import EmbeddedWorker
from tests import tabeller
from tests.programs import Program, against_test_database
from workflows.diagrams import questions, versions


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("webSesam")
    group.addoption("--full", action="store_true", help="also the long form of every test")
    group.addoption("--no-skips", action="store_true", help="a skipped test is a failure")
    group.addoption(
        "--update-pictures", action="store_true", help="take the pictures of docs/bilder anew"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--full"):
        long = [item for item in items if item.get_closest_marker("full")]
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if item not in long]
    missing = {}
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
        missing["postgresql"] = "DATABASE_URL names no PostgreSQL"
    if not settings.REDIS_URL:
        missing["redis"] = "REDIS_URL is not set"
    for item in items:
        for marker, reason in missing.items():
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and session.config.getoption("--no-skips") and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_configure() -> None:
    """Two runs, or two halves of one, must not take each other's messages out of one Redis."""
    settings.REDIS_PREFIX += f"test-{os.getpid()}:"
    if settings.REDIS_URL:
        settings.CELERY_BROKER_TRANSPORT_OPTIONS["global_keyprefix"] = settings.REDIS_PREFIX
        settings.CACHES["default"]["KEY_PREFIX"] = settings.REDIS_PREFIX


def pytest_unconfigure() -> None:
    if settings.REDIS_URL:
        with Redis.from_url(settings.REDIS_URL) as redis:
            for key in redis.scan_iter(f"{settings.REDIS_PREFIX}*"):
                redis.delete(key)


@pytest.fixture(scope="session", autouse=True)
def _own_folders(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """No test writes where an installation keeps its files, no password takes 50 ms, and pages
    name static files as they are, since none are collected."""
    folder = tmp_path_factory.mktemp("installation")
    (folder / "static").mkdir()
    with override_settings(
        STATIC_ROOT=folder / "static",
        STORAGES={
            **settings.STORAGES,
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
        MEDIA_ROOT=folder / "filer",
        PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"],
    ):
        yield


@pytest.fixture(scope="session")
def django_db_keepdb(
    request: pytest.FixtureRequest, django_db_modify_db_settings: None
) -> Iterator[bool]:
    """The tables are copied from where `tests.tabeller` keeps them; pytest-django finds them."""
    wanted = connection.settings_dict["TEST"]
    if connection.vendor == "postgresql":
        wanted["TEMPLATE"] = tabeller.kept_template()
        yield bool(request.config.getvalue("reuse_db"))
        return
    mine = Path(str(wanted["NAME"]))
    shutil.copyfile(tabeller.kept_file(), mine)
    yield True
    for ending in ("", "-wal", "-shm"):
        mine.with_name(mine.name + ending).unlink(missing_ok=True)


@pytest.fixture(autouse=True)
def _no_other_tests_diagrams() -> None:
    """A test's versions are rolled back and their ids given out again: forget what they held."""
    versions.specs_of.cache_clear()
    versions._models.cache_clear()
    questions._asked.cache_clear()
    questions._start.cache_clear()


@pytest.fixture
def worker(transactional_db: None, tmp_path: Path) -> Iterator[None]:
    """Background work is carried out while the test runs: by a Celery process of its own where
    the run has Redis, otherwise as in the embedded installation."""
    if settings.REDIS_URL:
        # With the beat in it, as the embedded one has: time is part of the background work.
        command = (
            "celery --app config worker --pool threads --concurrency 2 --purge"
            " --beat --scheduler celery.beat:Scheduler"
        )
        with Program(tuple(command.split())).running(
            folder=tmp_path,
            environment=against_test_database()
            | {"WEBSESAM_LOG_LEVEL": "INFO", "WEBSESAM_CLOCK_FILE": settings.CLOCK_FILE},
            until=" ready.",
        ):
            yield
        return
    embedded = EmbeddedWorker(current_app)
    embedded.start()
    yield
    embedded.stop()
