from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("imports", "0001_initial")]

    operations = [
        migrations.RenameField("import", "undo_seen", "undo_digest"),
        migrations.RenameField("import", "undo_leaves", "undo_keeps_edits"),
    ]
