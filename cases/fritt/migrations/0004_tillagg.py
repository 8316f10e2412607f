from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("fritt", "0003_svarets_version")]

    operations = [
        migrations.AddField("svar", "tillagg", models.BooleanField("tillägg", default=False)),
    ]
