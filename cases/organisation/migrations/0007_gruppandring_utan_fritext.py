import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from cases.organisation.insert_only import forbid_updates


class Migration(migrations.Migration):
    """What changed of a group, without people's names. The table of free text was in no release."""

    dependencies = [("organisation", "0006_grupp_vikt_unik")]

    operations = [
        migrations.DeleteModel("Gruppandring"),
        migrations.CreateModel(
            "Gruppandring",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "vad",
                    models.CharField(
                        choices=[
                            ("skapad", "Skapad som {namn}"),
                            ("namn", "Bytte namn från {forr} till {namn}"),
                            ("med", "{om} är med"),
                            ("ute", "{om} är inte med längre"),
                        ],
                        max_length=6,
                    ),
                ),
                ("forr", models.CharField(blank=True, max_length=120, verbose_name="förr")),
                ("namn", models.CharField(blank=True, max_length=120)),
                ("nar", models.DateTimeField(verbose_name="när")),
                (
                    "grupp",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="andringar",
                        to="organisation.grupp",
                    ),
                ),
                (
                    "om",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "av",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={"verbose_name": "gruppändring", "verbose_name_plural": "gruppändringar"},
        ),
        forbid_updates("organisation_gruppandring"),
    ]
