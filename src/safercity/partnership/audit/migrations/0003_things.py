from django.db import migrations, models

from safercity.partnership.common.vacuuming import vacuum_sooner


class Migration(migrations.Migration):
    dependencies = [("audit", "0002_vacuum")]
    operations = [
        migrations.AddField("look", "kind", models.CharField(blank=True, default="", max_length=40)),
        migrations.AddField("look", "object_id", models.UUIDField(null=True)),
        migrations.AddField("look", "seal", models.PositiveIntegerField(null=True)),
        migrations.AddField("seal", "looks", models.PositiveIntegerField(default=0)),
        migrations.RemoveIndex("act", "audit_act_object"),
        migrations.AddIndex(
            "act", models.Index(fields=["object_id", "id"], name="audit_act_thing")
        ),
        migrations.AddIndex(
            "look", models.Index(fields=["object_id", "id"], name="audit_look_thing")
        ),
        migrations.AddIndex("look", models.Index(fields=["seal", "id"], name="audit_look_seal")),
        vacuum_sooner("audit_look"),
    ]
