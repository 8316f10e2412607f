from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def index(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """PostgreSQL's index for parts of a text. SQLite gets its own in 0004."""
    if editor.connection.vendor == "postgresql":
        editor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
        editor.execute(
            "CREATE INDEX artikel_search_text ON artiklar_artikel"
            " USING gin (search_text gin_trgm_ops)"
        )


def unindex(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "postgresql":
        editor.execute("DROP INDEX artikel_search_text")


class Migration(migrations.Migration):
    dependencies = [("artiklar", "0001_initial")]

    operations = [migrations.RunPython(index, unindex)]
