from django.db import migrations

from safercity.partnership.common.words import index_words


class Migration(migrations.Migration):
    dependencies = [("commitments", "0007_known_place")]
    operations = [index_words("commitments_commitment", "place")]
