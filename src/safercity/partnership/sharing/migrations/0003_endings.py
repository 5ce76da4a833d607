import django.db.models.deletion
import safercity.partnership.common.ids
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_team_versions'),
        ('sharing', '0002_answers'),
    ]

    operations = [
        migrations.CreateModel(
            name='Ending',
            fields=[
                ('id', models.UUIDField(default=safercity.partnership.common.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('reason', models.TextField(max_length=1000, verbose_name='reason')),
                ('at', models.DateTimeField()),
                ('agency', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('agreement', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='endings', to='sharing.agreement')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
            ],
            options={
                'db_table': 'sharing_ending',
                'ordering': ['-at'],
            },
        ),
    ]
