"""The day on which a review began: no decision of before can end it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("oversight", "0006_declined_but_answered")]

    operations = [
        migrations.AddField(
            "review",
            "begun_on",
            models.DateField(editable=False, null=True, verbose_name="begun on"),
        )
    ]
