"""The steps on the way to a target."""

from __future__ import annotations

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("performance", "0001_initial")]

    operations = [
        migrations.AddField(
            "measure",
            "steps",
            models.JSONField(blank=True, default=list, verbose_name="steps to the target"),
        ),
    ]
