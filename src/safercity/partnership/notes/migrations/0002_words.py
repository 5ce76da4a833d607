"""On PostgreSQL, words are found in comments through an index of three letters each."""

import logging

from django.db import DatabaseError, migrations, transaction

log = logging.getLogger(__name__)
# As `icontains` asks; of 50,000 comments only those are read that have the letters.
INDEX = """CREATE INDEX IF NOT EXISTS notes_text_words
    ON notes_note USING gin (upper(text::text) gin_trgm_ops)"""


def add_index(apps, schema_editor):
    connection = schema_editor.connection
    if connection.vendor != "postgresql":
        return
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            cursor.execute(INDEX)
    except DatabaseError as refused:
        log.warning("Words are searched without an index: PostgreSQL has no pg_trgm (%s).", refused)


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute("DROP INDEX IF EXISTS notes_text_words")


class Migration(migrations.Migration):
    dependencies = [("notes", "0001_initial")]
    operations = [migrations.RunPython(add_index, drop_index)]
