"""Measures told by a question to the evidence, and of one ward."""

from django.db import migrations, models

SOURCES = [
    ("evidence", "The evidence's indicator"),
    ("frozen", "The areas frozen at the baseline"),
    ("return", "A partner's return"),
    ("question", "A question to the evidence, asked here"),
]
SCOPES = [("city", "City-wide"), ("high_demand", "High-demand areas"), ("ward", "One ward")]


class Migration(migrations.Migration):
    dependencies = [("performance", "0002_steps")]

    operations = [
        migrations.AddField(
            "measure",
            "question",
            models.JSONField(blank=True, null=True, verbose_name="question to the evidence"),
        ),
        migrations.AlterField(
            "measure",
            "source",
            models.CharField(choices=SOURCES, max_length=8, verbose_name="source"),
        ),
        migrations.AlterField(
            "measure",
            "scope",
            models.CharField(choices=SCOPES, max_length=11, verbose_name="scope"),
        ),
    ]
