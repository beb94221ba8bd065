"""The full-text index beside the table of entries, kept up by the database itself.

On SQLite it hangs on triggers of the table, and SQLite drops those whenever Django remakes the
table to alter it: a later migration that alters SearchEntry ends with these operations again.
"""

from django.db import migrations

# The words are letters or digits only and stemmed already: no database is to touch them again.
# Where in a text a word stands, and how long the text is, is of no use without FTS5's own rank.
SQLITE = {
    "forwards": (
        """
        CREATE VIRTUAL TABLE search_fulltext USING fts5(
            kind, title_stems, body_stems,
            content = 'search_searchentry', content_rowid = 'id',
            tokenize = 'unicode61 remove_diacritics 0', detail = column, columnsize = 0
        )
        """,
        """
        CREATE TRIGGER search_fulltext_insert AFTER INSERT ON search_searchentry BEGIN
            INSERT INTO search_fulltext (rowid, kind, title_stems, body_stems)
            VALUES (new.id, new.kind, new.title_stems, new.body_stems);
        END
        """,
        """
        CREATE TRIGGER search_fulltext_delete AFTER DELETE ON search_searchentry BEGIN
            INSERT INTO search_fulltext (search_fulltext, rowid, kind, title_stems, body_stems)
            VALUES ('delete', old.id, old.kind, old.title_stems, old.body_stems);
        END
        """,
        """
        CREATE TRIGGER search_fulltext_update AFTER UPDATE ON search_searchentry BEGIN
            INSERT INTO search_fulltext (search_fulltext, rowid, kind, title_stems, body_stems)
            VALUES ('delete', old.id, old.kind, old.title_stems, old.body_stems);
            INSERT INTO search_fulltext (rowid, kind, title_stems, body_stems)
            VALUES (new.id, new.kind, new.title_stems, new.body_stems);
        END
        """,
        "INSERT INTO search_fulltext (search_fulltext) VALUES ('rebuild')",
    ),
    "backwards": (
        "DROP TRIGGER search_fulltext_update",
        "DROP TRIGGER search_fulltext_delete",
        "DROP TRIGGER search_fulltext_insert",
        "DROP TABLE search_fulltext",
    ),
}

# Without the list of pending entries, which every search would have to read through.
POSTGRESQL = {
    "forwards": (
        """
        ALTER TABLE search_searchentry ADD COLUMN fulltext tsvector GENERATED ALWAYS AS (
            setweight(to_tsvector('simple', title_stems), 'A')
            || setweight(to_tsvector('simple', body_stems), 'B')
            || setweight(to_tsvector('simple', kind), 'D')
        ) STORED
        """,
        "CREATE INDEX search_fulltext ON search_searchentry USING gin (fulltext) WITH (fastupdate = off)",
    ),
    "backwards": ("ALTER TABLE search_searchentry DROP COLUMN fulltext",),
}


def run(direction):
    def operation(apps, schema_editor):
        vendors = {"sqlite": SQLITE, "postgresql": POSTGRESQL}
        for statement in vendors[schema_editor.connection.vendor][direction]:
            schema_editor.execute(statement)

    return operation


class Migration(migrations.Migration):
    dependencies = [("search", "0001_initial")]
    operations = [migrations.RunPython(run("forwards"), run("backwards"))]
