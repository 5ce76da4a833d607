from django.db import migrations

from safercity.partnership.common.vacuuming import vacuum_sooner


class Migration(migrations.Migration):
    dependencies = [("audit", "0001_initial")]
    operations = [vacuum_sooner("audit_act")]
