from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('strategy', '0002_proposals'),
    ]

    operations = [
        migrations.AddField(
            model_name='proposal',
            name='rests_on',
            field=models.JSONField(blank=True, default=list),
        ),
    ]
