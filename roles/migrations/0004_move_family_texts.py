"""Move what is said of whole families into sections, in the order in which its page had it.

A section of what was one text of the family is attributed to whoever wrote that text last, so that
it stays known as somebody's edit. Earlier versions of the text go with the columns.
"""

import re

from django.db import migrations
from django.utils import timezone

REASON = "Moved into a section of its own"
NOBODY = (None, "")

# As the page of a family had them: its own columns, then its statements by their kind.
TEXTS = (("purpose", "Purpose"), ("levels_of_work", "Levels of work"))
KINDS = (
    ("characteristic", "Key characteristics"),
    ("member", "Kinds of member"),
    ("criterion", "Key criteria for all roles"),
)


def move_texts(apps, schema_editor):
    for family in apps.get_model("roles", "JobFamily").objects.order_by("pk"):
        for column, heading in TEXTS:
            if lines := lines_of(getattr(family, column)):
                author = last_author(apps, family, column)
                section = add_section(apps, family, heading, "prose", family, author)
                add_statements(apps, section, lines, author)
        for kind, heading in KINDS:
            move_statements(apps, family, kind, heading)


def lines_of(text):
    """One statement for each paragraph and each bullet, as ``prose`` draws them."""
    blocks = (block.splitlines() for block in re.split(r"\n\s*\n", text))
    lines = []
    for block in blocks:
        for number, line in enumerate(line.strip() for line in block):
            goes_on = number and lines and not line.startswith("- ") and not is_bullet(lines[-1])
            if goes_on:
                lines[-1] = f"{lines[-1]} {line}"
            elif line:
                lines.append(line)
    return lines


def is_bullet(line):
    return line.startswith("- ")


def last_author(apps, family, column):
    """Who wrote the text as it stands: their account and name, of nobody neither."""
    author, before = NOBODY, None
    rows = apps.get_model("roles", "HistoricalJobFamily").objects.filter(id=family.pk)
    for row in rows.order_by("history_id"):
        if getattr(row, column) != before:
            author = row.history_user_id, row.history_user_name
            before = getattr(row, column)
    return author


def add_section(apps, family, heading, layout, whence, author=NOBODY):
    """A section behind those that the family has, from the source and place of another entry."""
    sections = apps.get_model("roles", "FamilySection").objects
    section = sections.create(
        family=family,
        heading=heading,
        layout=layout,
        position=sections.filter(family=family).count() + 1,
        source_id=whence.source_id,
        place=whence.place,
    )
    keep(apps, section, "+", author)
    return section


def add_statements(apps, section, lines, author):
    for position, line in enumerate(lines, start=1):
        statements = apps.get_model("roles", "FamilyStatement").objects
        # The columns that the next migration takes out must be filled once more.
        statement = statements.create(
            section=section,
            position=position,
            text=line,
            family_id=section.family_id,
            source_id=section.source_id,
            place=section.place,
        )
        keep(apps, statement, "+", author)


def move_statements(apps, family, kind, heading):
    """Put the statements of one kind under one heading, and their history with them."""
    of_kind = {"family_id": family.pk, "kind": kind, "section": None}
    statements = apps.get_model("roles", "FamilyStatement").objects.filter(**of_kind)
    statements = list(statements.order_by("position", "pk"))
    if not statements:
        return
    section = add_section(apps, family, heading, "bullets", statements[0])
    history = apps.get_model("roles", "HistoricalFamilyStatement").objects
    history.filter(**of_kind).update(section=section)
    remarks = []
    for position, statement in enumerate(statements, start=1):
        remarks += remarks_on(apps, statement, section)
        statement.section, statement.position = section, position
        statement.save()
        keep(apps, statement, "~")
    if remarks:
        section.editors_note = "\n\n".join(remarks)
        section.save()
        keep(apps, section, "~")


def remarks_on(apps, statement, section):
    """What the section, which has one source and place for all, must say of one statement."""
    remarks = [statement.editors_note] if statement.editors_note else []
    if (statement.source_id, statement.place) != (section.source_id, section.place):
        source = apps.get_model("base", "Source").objects.get(pk=statement.source_id)
        remarks.append(f"From {source.title} ({source.publisher}), {statement.place}.")
    return [f"“{statement.text}”: {remark}" for remark in remarks]


def keep(apps, entry, history_type, author=NOBODY):
    """Write the history row of an entry as it stands."""
    history = apps.get_model("roles", f"Historical{type(entry).__name__}")
    columns = [field.attname for field in entry._meta.concrete_fields]
    history.objects.create(
        **{column: getattr(entry, column) for column in columns},
        history_date=timezone.now(),
        history_change_reason=REASON,
        history_type=history_type,
        history_user_id=author[0],
        history_user_name=author[1],
    )


class Migration(migrations.Migration):
    dependencies = [("roles", "0003_family_sections")]

    operations = [migrations.RunPython(move_texts, migrations.RunPython.noop)]
