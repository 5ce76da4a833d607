from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("commitments", "0006_brought")]
    operations = [
        migrations.AddField(
            model_name="commitment",
            name="known_place",
            field=models.CharField(blank=True, default="", max_length=80),
        ),
        migrations.AddField(
            model_name="commitment",
            name="place_layers",
            field=models.TextField(blank=True, default=""),
        ),
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(fields=["known_place", "due", "id"], name="commitments_place"),
        ),
    ]
