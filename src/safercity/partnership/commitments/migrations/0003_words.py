from django.db import migrations

from safercity.partnership.common.words import index_words


class Migration(migrations.Migration):
    dependencies = [("commitments", "0002_tallies")]
    operations = [index_words("commitments_commitment", "what")]
