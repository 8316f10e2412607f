"""An empty database with every table, made once for each set of migrations.

To make the tables takes longer than most files of tests, so they are copied from one that was kept:
a file beside the system's temporary ones, or a database named `websesam_tabeller_…` in PostgreSQL.
Either may be removed at any time.
"""

import hashlib
import os
import sys
import tempfile
from pathlib import Path

import django
import psycopg
from django.apps import apps
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.models import Model

from tests.programs import Program, clean_environment, database_url


def kept_file() -> Path:
    """The SQLite file; made now if these migrations have not been met before on this machine."""
    kept = Path(tempfile.gettempdir()) / f"websesam-tabeller-{_digest()}.sqlite3"
    if not kept.exists():
        with tempfile.TemporaryDirectory(dir=kept.parent) as folder:
            made = Path(folder) / kept.name
            _migrate(f"sqlite:///{made}")
            made.replace(kept)  # at once, for another run that looks for it meanwhile
    return kept


def kept_template() -> str:
    """The same in PostgreSQL: the name of a database to make others of."""
    kept = f"websesam_tabeller_{_digest()}"
    with psycopg.connect(database_url("postgres"), autocommit=True) as server:
        if not _is_there(server, kept):
            made = f"{kept[:40]}_{os.getpid()}"
            server.execute(f'CREATE DATABASE "{made}"')
            _migrate(database_url(made))
            try:
                server.execute(f'ALTER DATABASE "{made}" RENAME TO "{kept}"')
            except psycopg.errors.DuplicateDatabase:  # another run was first
                server.execute(f'DROP DATABASE "{made}"')
    return kept


def loaded_by_migrations() -> dict[type[Model], list[Model]]:
    """The rows of ours that are there before any test: the tables that HMC changes afterwards."""
    ours = (model for model in apps.get_models() if model.__module__.startswith("cases."))
    return {model: rows for model in ours if (rows := list(model._base_manager.all()))}


def _is_there(server: "psycopg.Connection[tuple[object, ...]]", name: str) -> bool:
    found = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
    return found.fetchone() is not None


def _migrate(url: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = clean_environment() | {"DATABASE_URL": url, "WEBSESAM_DATA": folder}
        done = Program.manage("migrate", "--verbosity", "0").finish(environment=environment)
        assert done.returncode == 0, done.stderr


def _digest() -> str:
    """Of all that the tables are made by: our migrations and the packages' own."""
    found = hashlib.sha256(django.get_version().encode())
    loader = MigrationLoader(connection, load=False)
    loader.load_disk()
    for key, migration in sorted(loader.disk_migrations.items(), key=lambda item: item[0]):
        made_in = Path(str(sys.modules[migration.__module__].__file__))
        found.update(repr(key).encode() + made_in.read_bytes())
    return found.hexdigest()[:32]
