from django.db import migrations

from safercity.partnership.common.words import index_words


class Migration(migrations.Migration):
    dependencies = [("notes", "0001_initial")]
    operations = [index_words("notes_note", "text")]
