from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('commitments', '0001_initial'),
        ('people', '0002_tokens'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(fields=['state'], name='commitments_state'),
        ),
        migrations.AddIndex(
            model_name='commitment',
            index=models.Index(condition=models.Q(('only_parties', True)), fields=['state', 'due', 'owner', 'id'], name='commitments_only_parties'),
        ),
    ]
