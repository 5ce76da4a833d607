"""What was asked for in vain and stayed, as a body answered for it, is a duty whoever gives it up."""

from django.db import migrations
from django.utils import timezone

ENDED = ("adopted", "declined", "withdrawn")


def settle_declined(apps, _editor):
    """As each adoption does now that is declined or withdrawn."""
    adoptions = apps.get_model("oversight", "Adoption").objects.all()
    stayed = apps.get_model("governance", "Subject").objects.filter(
        kind="other", code__startswith="asked-", since=None, ended_on=None
    )
    stayed = stayed.filter(pk__in=adoptions.values("subject"))
    under_way = adoptions.exclude(state__in=ENDED)
    stayed.exclude(pk__in=under_way.values("subject")).update(since=timezone.localdate())


class Migration(migrations.Migration):
    dependencies = [("governance", "0001_initial"), ("oversight", "0005_one_person")]

    operations = [migrations.RunPython(settle_declined, migrations.RunPython.noop)]
