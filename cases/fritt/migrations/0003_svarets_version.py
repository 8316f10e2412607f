from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery


def _fyll(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Until now an answer was read by the version that its case runs."""
    running = apps.get_model("workflows", "Process").objects.filter(
        case_id=OuterRef("arende_id")
    )
    apps.get_model("fritt", "Svar").objects.update(
        version_id=Subquery(running.values("version_id")[:1])
    )


class Migration(migrations.Migration):
    dependencies = [("fritt", "0002_vantande_fil"), ("workflows", "0001_initial")]

    operations = [
        migrations.AddField("svar", "version_id", models.PositiveIntegerField(null=True)),
        migrations.RunPython(_fyll, migrations.RunPython.noop),
        migrations.AlterField("svar", "version_id", models.PositiveIntegerField()),
    ]
