from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('hjalpmedel', '0010_svinn'),
    ]

    operations = [
        migrations.AddConstraint(
            model_name='individ',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('lager__isnull', False), ('mottagare__isnull', True), ('plats__in', ['lager', 'forkommen'])), models.Q(('lager__isnull', True), ('mottagare__isnull', False), ('plats', 'mottagare')), models.Q(models.Q(('plats__in', ['lager', 'forkommen', 'mottagare']), _negated=True), ('lager__isnull', True), ('mottagare__isnull', True)), _connector='OR'), name='individ_pa_en_plats'),
        ),
    ]
