from django.db import migrations, models


def fyll_i(apps, schema_editor):
    """When what has been fetched already came, as the history has it."""
    order = apps.get_model("arbetsorder", "Arbetsorder")
    move = apps.get_model("workflows", "Move")
    fetched = move.objects.filter(element="hamta_for_atgard", kind=2)
    for case, at, effective in fetched.values_list("process__case_id", "at", "effective_at"):
        order.objects.filter(pk=case).update(hamtad=effective or at)


class Migration(migrations.Migration):
    dependencies = [
        ("arbetsorder", "0005_byt_ut"),
        ("workflows", "0013_vad_som_stod_i_vagen"),
    ]

    operations = [
        migrations.AddField(
            model_name="arbetsorder",
            name="hamtad",
            field=models.DateTimeField(blank=True, null=True, verbose_name="hämtad till verkstaden"),
        ),
        migrations.RunPython(fyll_i, migrations.RunPython.noop),
    ]
