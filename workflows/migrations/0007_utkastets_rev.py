from django.db import migrations, models
from django.db.models import OuterRef, Subquery


def _from_the_drafts(apps, schema_editor):
    drafts = apps.get_model("workflows", "Draft").objects.filter(definition=OuterRef("pk"))
    definitions = apps.get_model("workflows", "Definition").objects.filter(draft__isnull=False)
    definitions.update(draft_rev=Subquery(drafts.values("rev")[:1]))


class Migration(migrations.Migration):
    dependencies = [("workflows", "0006_flytt")]

    operations = [
        migrations.AddField("definition", "draft_rev", models.PositiveIntegerField(default=0)),
        migrations.RunPython(_from_the_drafts, migrations.RunPython.noop),
    ]
