from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def index(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """SQLite has no trigram index on a column: its index for parts of a text is a table of its own,
    written by `sokindex.py`.

    PostgreSQL has its index since 0002. It samples the text well enough to know how many articles a
    word finds, and reads Swedish order along the sort key's index: by bytes, as SQLite does.
    """
    if editor.connection.vendor == "sqlite":
        editor.execute(
            "CREATE VIRTUAL TABLE artiklar_sokindex USING fts5"
            "(text, tokenize = 'trigram', columnsize = 0)"
        )
        editor.execute(
            "INSERT INTO artiklar_sokindex (rowid, text)"
            " SELECT id, search_text FROM artiklar_artikel WHERE search_text <> ''"
        )
    else:
        editor.execute("ALTER TABLE artiklar_artikel ALTER search_text SET STATISTICS 1000")
        editor.execute(
            'ALTER TABLE artiklar_artikel ALTER sortnyckel TYPE varchar(440) COLLATE "C"'
        )


def unindex(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    if editor.connection.vendor == "sqlite":
        editor.execute("DROP TABLE artiklar_sokindex")


class Migration(migrations.Migration):
    dependencies = [("artiklar", "0003_favorit")]

    operations = [migrations.RunPython(index, unindex)]
