"""Each case of a duty has its own row: what was kept as the one of a year becomes the first."""

from django.db import migrations, models

from safercity.evidence.errors import SaferCityError
from safercity.partnership.common.content import find_own_content
from safercity.partnership.oversight.content import load_duties


def number_cases(apps, schema_editor):
    """2026-27 of a duty that comes with each case is 2026-27-1."""
    rows = apps.get_model("oversight", "Doing").objects
    if not rows.exists():
        return
    for row in rows.filter(duty__in=_list_by_case(), period__regex=r"^\d{4}-\d{2}$"):
        rows.filter(pk=row.pk).update(period=f"{row.period}-1")


def _list_by_case():
    found = set()
    for nation in ("england", "wales"):
        for own in (None, find_own_content()):
            try:
                duties = load_duties(nation, own).values()
            except SaferCityError:  # a partnership's own file with faults stops no update
                continue
            found |= {duty.id for duty in duties if duty.every == "case"}
    return found


class Migration(migrations.Migration):
    dependencies = [("oversight", "0001_initial")]

    operations = [
        migrations.AlterField(
            model_name="doing", name="period", field=models.CharField(max_length=12)
        ),
        migrations.AddField(
            model_name="doing",
            name="due",
            field=models.DateField(null=True, verbose_name="due"),
        ),
        migrations.AlterField(
            model_name="doing",
            name="done_on",
            field=models.DateField(null=True, verbose_name="done on"),
        ),
        migrations.RunPython(number_cases, migrations.RunPython.noop),
    ]
