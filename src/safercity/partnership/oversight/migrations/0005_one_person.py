"""Who wrote a decision and took its step in one; and what was asked for in vain goes at last."""

from django.db import migrations, models
from django.utils import timezone

ENDED = ("adopted", "declined", "withdrawn")


def end_asked_in_vain(apps, _editor):
    """As each adoption does now that is declined or withdrawn."""
    today = timezone.localdate()
    adoptions = apps.get_model("oversight", "Adoption").objects.all()
    held = apps.get_model("governance", "Responsibility").objects.filter(
        models.Q(until_day=None) | models.Q(until_day__gt=today)
    )
    asked = apps.get_model("governance", "Subject").objects.filter(
        kind="other", code__startswith="asked-", ended_on=None
    )
    asked = asked.filter(pk__in=adoptions.values("subject")).exclude(pk__in=held.values("subject"))
    under_way = adoptions.exclude(state__in=ENDED)
    asked.exclude(pk__in=under_way.values("subject")).update(ended_on=today)


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_initial"), ("oversight", "0004_route")]

    operations = [
        migrations.AddField(
            model_name="adoptionstep",
            name="by_one_person",
            field=models.BooleanField(editable=False, null=True),
        ),
        migrations.RunPython(end_asked_in_vain, migrations.RunPython.noop),
    ]
