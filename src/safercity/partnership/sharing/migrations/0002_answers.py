import django.db.models.deletion
import safercity.partnership.common.ids
from django.db import migrations, models


def keep_answers(apps, schema):
    """The one answer that a request had becomes that of the agency which gave it."""
    answers = apps.get_model('sharing', 'AccessAnswer')
    answered = apps.get_model('sharing', 'AccessRequest').objects.exclude(decided_by=None)
    for one in answered.select_related('agreement', 'decided_by'):
        answers.objects.create(
            request=one,
            agency_id=one.decided_by.agency_id,
            post=one.decided_by,
            of_version=one.agreement.version,
            is_granted=one.state == 'granted',
            words=one.answer,
            at=one.decided_at,
        )


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0003_team_versions'),
        ('sharing', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='AccessAnswer',
            fields=[
                ('id', models.UUIDField(default=safercity.partnership.common.ids.new_id, editable=False, primary_key=True, serialize=False)),
                ('of_version', models.PositiveIntegerField()),
                ('is_granted', models.BooleanField()),
                ('words', models.TextField(blank=True, max_length=1000, verbose_name='answer')),
                ('at', models.DateTimeField()),
                ('agency', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.agency')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.post')),
                ('request', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='answers', to='sharing.accessrequest')),
            ],
            options={
                'db_table': 'sharing_access_answer',
                'ordering': ['at'],
                'constraints': [models.UniqueConstraint(fields=('request', 'agency', 'of_version'), name='sharing_access_answer_once')],
            },
        ),
        migrations.RunPython(keep_answers, migrations.RunPython.noop),
        migrations.RemoveField(model_name='accessrequest', name='answer'),
        migrations.RemoveField(model_name='accessrequest', name='decided_by'),
    ]
