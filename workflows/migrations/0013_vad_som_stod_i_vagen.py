from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("workflows", "0012_godkannande")]

    operations = [
        migrations.AddField("approval", "despite", models.TextField(blank=True, default=""), preserve_default=False),
    ]
