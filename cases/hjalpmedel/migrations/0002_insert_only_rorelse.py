from django.db import migrations

from cases.organisation.insert_only import forbid_updates


class Migration(migrations.Migration):
    dependencies = [("hjalpmedel", "0001_initial")]

    operations = [forbid_updates("hjalpmedel_rorelse")]
