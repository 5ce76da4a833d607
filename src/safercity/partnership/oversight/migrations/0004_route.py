"""Who asked for an adoption, that one can be withdrawn, and who corrected assurance when."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

STATES = [
    ("asked", "Asked"),
    ("considered", "Considered by the Board"),
    ("agreed", "Agreed with the accountable body"),
    ("adopted", "Adopted"),
    ("declined", "Declined"),
    ("withdrawn", "Withdrawn"),
]


class Migration(migrations.Migration):
    dependencies = [("people", "0003_team_versions"), ("oversight", "0003_done_or_due")]

    operations = [
        migrations.AddField(
            model_name="adoption",
            name="post",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.post",
            ),
        ),
        migrations.AddField(
            model_name="assurance",
            name="corrected_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="people.post",
            ),
        ),
        migrations.AddField(
            model_name="assurance",
            name="corrected_on",
            field=models.DateField(null=True),
        ),
        migrations.AlterField(
            model_name="adoption",
            name="state",
            field=models.CharField(choices=STATES, default="asked", max_length=10),
        ),
        migrations.AlterField(
            model_name="adoptionstep",
            name="state",
            field=models.CharField(choices=STATES, max_length=10),
        ),
        migrations.RemoveConstraint(
            model_name="adoption", name="oversight_adoption_one_under_way"
        ),
        migrations.AddConstraint(
            model_name="adoption",
            constraint=models.UniqueConstraint(
                fields=["subject"],
                condition=~Q(state__in=("adopted", "declined", "withdrawn")),
                name="oversight_adoption_one_under_way",
            ),
        ),
    ]
