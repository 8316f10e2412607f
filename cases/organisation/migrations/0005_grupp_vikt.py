from typing import Any

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_LANGST = 120


def fold(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """Of several of one name the first keeps it, as tables have found that one."""
    grupp: Any = apps.get_model("organisation", "Grupp")
    rows = list(grupp.objects.order_by("pk"))
    names = {one.namn.casefold() for one in rows}
    taken: set[str] = set()
    for one in rows:
        if one.namn.casefold() in taken:
            one.namn = _free(one.namn, names)
            names.add(one.namn.casefold())
        one.vikt = one.namn.casefold()
        taken.add(one.vikt)
        one.save(update_fields=["namn", "vikt"])


def _free(namn: str, names: set[str]) -> str:
    at = 2
    while (called := f"{namn[: _LANGST - 5]} ({at})").casefold() in names:
        at += 1
    return called


def nothing(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    """The column goes."""


class Migration(migrations.Migration):
    dependencies = [("organisation", "0004_insert_only_gruppandring")]

    operations = [
        migrations.AddField(
            "grupp", "vikt", models.CharField(max_length=250, default="", editable=False)
        ),
        migrations.RunPython(fold, nothing),
    ]
