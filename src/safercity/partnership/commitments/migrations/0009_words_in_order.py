from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("commitments", "0008_place_words")]
    operations = [
        migrations.AddIndex(
            model_name="commitment",
            index=models.Index(
                fields=["due", "id", "what", "place", "known_place", "only_parties", "owner"],
                name="commitments_words",
            ),
        ),
    ]
