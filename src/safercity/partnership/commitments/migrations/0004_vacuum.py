from django.db import migrations

from safercity.partnership.common.vacuuming import vacuum_sooner


class Migration(migrations.Migration):
    dependencies = [("commitments", "0003_words")]
    operations = [vacuum_sooner("commitments_commitment")]
