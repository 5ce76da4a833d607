from django.db import migrations


def begin_anew(apps, schema_editor):
    """What was brought to someone while it was late is done: it may be brought to managers anew."""
    rows = apps.get_model("commitments", "Commitment").objects.filter(state="done")
    rows.exclude(escalated_to="").update(escalated_to="")


class Migration(migrations.Migration):
    dependencies = [("commitments", "0005_done_on")]
    operations = [migrations.RunPython(begin_anew, migrations.RunPython.noop, elidable=True)]
