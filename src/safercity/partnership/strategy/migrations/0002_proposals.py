from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('strategy', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='proposal',
            name='kind',
            field=models.CharField(choices=[('reword', 'reword it'), ('action', 'add a key action under it'), ('outcome', 'add an outcome under it'), ('end', 'end it')], default='reword', max_length=7, verbose_name='change'),
        ),
        migrations.AddField(
            model_name='proposal',
            name='title',
            field=models.CharField(blank=True, max_length=300, verbose_name='new title'),
        ),
    ]
