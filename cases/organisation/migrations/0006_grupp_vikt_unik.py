from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("organisation", "0005_grupp_vikt")]

    operations = [
        migrations.AlterField(
            "grupp", "vikt", models.CharField(max_length=250, unique=True, editable=False)
        ),
    ]
