"""A case is done, or it waits for its day. Apart from the rows: PostgreSQL changes them first."""

from django.db import migrations, models
from django.db.models import Q


class Migration(migrations.Migration):
    dependencies = [("oversight", "0002_cases")]

    operations = [
        migrations.AddConstraint(
            model_name="doing",
            constraint=models.CheckConstraint(
                condition=Q(done_on__isnull=False) | Q(due__isnull=False, proven_on=None),
                name="oversight_done_or_due",
            ),
        ),
    ]
