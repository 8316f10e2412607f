from django.db import migrations


def let_go_of_what_was_answered(apps, schema_editor):
    """A request that kundtjänst has said no to was kept, and stood in the way of a new one."""
    asked = apps.get_model("workflows", "UserTask").objects.filter(element="bedom_makulering")
    apps.get_model("kundorder", "Kundorder").objects.filter(
        makulerad__isnull=True, makulering_noterad__isnull=False
    ).exclude(makulering_svar="").exclude(arende_id__in=asked.values("case_id")).update(
        makulering_begard=None, makulering_noterad=None
    )


class Migration(migrations.Migration):

    dependencies = [
        ("kundorder", "0006_ersatter"),
        ("workflows", "0001_initial"),
    ]

    operations = [
        migrations.RunPython(let_go_of_what_was_answered, migrations.RunPython.noop),
    ]
