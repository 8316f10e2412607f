from django.db import migrations

from cases.organisation.insert_only import forbid_updates


class Migration(migrations.Migration):
    dependencies = [("organisation", "0003_gruppandringar")]

    operations = [forbid_updates("organisation_gruppandring")]
