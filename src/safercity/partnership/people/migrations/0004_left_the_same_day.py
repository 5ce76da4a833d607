from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_team_versions'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='holding',
            name='people_holding_ends_after_it_begins',
        ),
        migrations.AddConstraint(
            model_name='holding',
            constraint=models.CheckConstraint(condition=models.Q(('until_day', None), ('until_day__gte', models.F('from_day')), _connector='OR'), name='people_holding_ends_when_it_begins_or_later'),
        ),
    ]
