from django.db import migrations

from cases.organisation.insert_only import forbid_updates


class Migration(migrations.Migration):
    dependencies = [("specialanpassning", "0001_initial")]

    operations = [forbid_updates("specialanpassning_dokument")]
