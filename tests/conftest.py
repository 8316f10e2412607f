"""What every test shares: which tests run where, and a worker that carries out background work.

pytest                        SQLite, the worker in a thread
DATABASE_URL=… REDIS_URL=… pytest     the same tests on PostgreSQL, Redis and a real worker
pytest --full                 with the long forms
pytest --no-skips             fails when a test had to be skipped; what asks for a database or a
                              Redis that the run does not have is left to the run that has it
pytest --database-only        only what the choice of database could change: the rest has been shown
"""

import gc
import os
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from celery import current_app
from django.apps import apps
from django.conf import settings
from django.db import connection
from django.db.models.signals import post_migrate
from django.test import TransactionTestCase, override_settings
from pytest_django import DjangoDbBlocker
from redis import Redis

from tasks.embedded import EmbeddedWorker
from tests import tabeller
from tests.programs import Program, against_test_database
from workflows import dmn
from workflows.diagrams import parser, questions, versions
from workflows.diagrams.bundle import Bundle
from workflows.diagrams.parser import Specs


def pytest_addoption(parser: pytest.Parser) -> None:
    group = parser.getgroup("webSesam")
    group.addoption("--full", action="store_true", help="also the long form of every test")
    group.addoption("--no-skips", action="store_true", help="a skipped test is a failure")
    group.addoption(
        "--database-only",
        action="store_true",
        help="only the tests that meet the run's database, Redis or browser",
    )
    group.addoption(
        "--update-pictures", action="store_true", help="take the pictures of docs/bilder anew"
    )


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if not config.getoption("--full"):
        long = [item for item in items if item.get_closest_marker("full")]
        config.hook.pytest_deselected(items=long)
        items[:] = [item for item in items if not item.get_closest_marker("full")]
    if config.getoption("--database-only"):
        both = config.getoption("--full")
        elsewhere = [item for item in items if not _meets_the_database(item, both=both)]
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if _meets_the_database(item, both=both)]
    missing = {}
    if settings.DATABASES["default"]["ENGINE"] != "django.db.backends.postgresql":
        missing["postgresql"] = "DATABASE_URL names no PostgreSQL"
    else:
        missing["sqlite"] = "DATABASE_URL names a PostgreSQL"
    if not settings.REDIS_URL:
        missing["redis"] = "REDIS_URL is not set"
    if config.getoption("--no-skips"):
        elsewhere = [item for item in items if any(map(item.get_closest_marker, missing))]
        config.hook.pytest_deselected(items=elsewhere)
        items[:] = [item for item in items if item not in elsewhere]
    for item in items:
        for marker, reason in missing.items():
            if item.get_closest_marker(marker):
                item.add_marker(pytest.mark.skip(reason=reason))


def _meets_the_database(item: pytest.Item, *, both: bool) -> bool:
    """Django's own rule closes the database to every test that does not ask for it by one of
    these, so such a test is the same whichever database there is."""
    if item.get_closest_marker("either") and not both:
        return False
    marked = ("django_db", "postgresql", "redis", "e2e")
    asked = {"db", "transactional_db", "django_db_setup", "live_server"}
    return (
        any(item.get_closest_marker(name) for name in marked)
        or not asked.isdisjoint(getattr(item, "fixturenames", ()))
        or issubclass(getattr(item, "cls", None) or object, TransactionTestCase)
    )


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter and session.config.getoption("--no-skips") and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def pytest_collection_finish() -> None:
    """What is imported by now stays to the end: to look it through for garbage again and again
    is a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 50)


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


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """A test that commits empties the tables after itself; what migrations put there comes back."""
    with django_db_blocker.unblock():
        loaded = tabeller.loaded_by_migrations()

    def put_back(**_: object) -> None:
        for model, rows in loaded.items():
            model._base_manager.bulk_create(rows, ignore_conflicts=True)

    last = list(apps.get_app_configs())[-1]
    post_migrate.connect(put_back, sender=last)
    yield
    post_migrate.disconnect(put_back, sender=last)


@pytest.fixture(scope="session", autouse=True)
def _each_diagram_is_read_once() -> Iterator[None]:
    """What a file means does not change between tests, and every world publishes the same few."""

    @cache
    def built(process_id: str, bpmn: bytes, files: tuple[tuple[str, str], ...], told: str) -> Specs:
        return parser.build(Bundle(process_id, bpmn, dict(files), told))

    def build(bundle: Bundle) -> Specs:
        files = tuple(sorted(bundle.files.items()))
        return built(bundle.process_id, bundle.bpmn, files, bundle.scenarios)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(versions, "build", build)
        patch.setattr(dmn, "read", cache(dmn.read))
        yield


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
