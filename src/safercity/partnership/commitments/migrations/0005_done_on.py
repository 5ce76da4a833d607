from django.db import migrations, models
from django.utils import timezone


def start_waiting(apps, schema_editor):
    """When it was done was not kept: what waits now is counted from today."""
    rows = apps.get_model("commitments", "Commitment").objects.filter(state="done")
    rows.update(done_on=timezone.localdate())


class Migration(migrations.Migration):
    dependencies = [("commitments", "0004_vacuum")]
    operations = [
        migrations.AddField(
            model_name="commitment",
            name="done_on",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.RunPython(start_waiting, migrations.RunPython.noop, elidable=True),
    ]
