"""Tables whose rows are never changed: the database itself says no."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def forbid_updates(table: str) -> migrations.RunPython:
    """A migration step that makes every UPDATE of `table` fail. Erasing by rule stays possible."""

    def forbid(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(
                f"CREATE OR REPLACE FUNCTION {table}_insert_only() RETURNS trigger AS $$ BEGIN"
                f" RAISE EXCEPTION '{table} is insert-only'; END $$ LANGUAGE plpgsql"
            )
            editor.execute(
                f"CREATE TRIGGER {table}_insert_only BEFORE UPDATE ON {table}"
                f" FOR EACH ROW EXECUTE FUNCTION {table}_insert_only()"
            )
        else:
            editor.execute(
                f"CREATE TRIGGER {table}_insert_only BEFORE UPDATE ON {table}"
                f" BEGIN SELECT RAISE(ABORT, '{table} is insert-only'); END"
            )

    def allow(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor == "postgresql":
            editor.execute(f"DROP TRIGGER {table}_insert_only ON {table}")
            editor.execute(f"DROP FUNCTION {table}_insert_only()")
        else:
            editor.execute(f"DROP TRIGGER {table}_insert_only")

    return migrations.RunPython(forbid, allow)
