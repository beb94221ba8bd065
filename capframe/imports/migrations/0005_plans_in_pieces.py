"""What an import would do, or did, is kept in pieces instead of in one value.

What is kept already is carried over both ways. The format is that of the pieces as they were when
this was written.
"""

import hashlib
from array import array
from collections import Counter
from sys import byteorder

import django.db.models.deletion
from django.db import migrations, models

from capframe.plans.packing import compress, decompress, dumped, pack, unpack

PIECE = 1_000


def keep_in_pieces(apps, schema_editor):
    model = apps.get_model("imports", "import")
    for pk in list(model.objects.exclude(plan=b"").values_list("pk", flat=True)):
        imported = model.objects.only("plan", "made", "history_versions").get(pk=pk)
        wholes, changes, _, imported.history_versions = unpack(bytes(imported.plan))
        imported.plan_digest = digest_in_pieces(wholes, changes)
        if imported.made:
            imported.made = pack_keys(dict(unpack(bytes(imported.made))))
        imported.save(update_fields=["history_versions", "plan_digest", "made"])
        for number, piece in enumerate(make_pieces(wholes, changes)):
            apps.get_model("imports", "importpiece").objects.create(
                holder=imported, number=number, **piece
            )
    check_references(schema_editor.connection)


def digest_in_pieces(wholes, changes):
    told = [dumped(rows)[1:-1] + b"," if rows else b"" for rows in (wholes, changes)]
    return hashlib.sha256(b"".join(hashlib.sha256(rows).digest() for rows in told)).hexdigest()


def pack_keys(made):
    """The keys by their numbers, from the last number to -1, eight bytes each."""
    keys = array("q", bytes(8 * -min(made, default=0)))
    for number, key in made.items():
        keys[number] = key
    if byteorder == "big":
        keys.byteswap()
    return compress(keys.tobytes())


def make_pieces(wholes, changes):
    first = 0
    for start in range(0, len(changes), PIECE):
        part = changes[start : start + PIECE]
        is_last = start + PIECE >= len(changes)
        end = len(wholes) if is_last else max(first, max(change[4] for change in part) + 1)
        yield make_piece(first, wholes[first:end], part)
        first = end


def make_piece(first, wholes, changes):
    entries, touched = {}, Counter(change[4] for change in changes)
    for change in changes:
        entries.setdefault(outcome_of(*change), {}).setdefault(change[0], []).append(change[1])
    numbers = [pk for pks in entries.get("created", {}).values() for pk in pks if pk < 0]
    counts = {
        outcome: {label: len(pks) for label, pks in by_model.items()}
        for outcome, by_model in entries.items()
    }
    gaps = any(place not in touched for place in range(first, first + len(wholes)))
    places = [first, len(wholes), min(touched), max(touched), gaps]
    return {
        "head": [*places, [min(numbers, default=0), max(numbers, default=0)], counts],
        "index": pack([wholes, list(touched.items()), entries]),
        "changes": pack(changes),
    }


def outcome_of(model, pk, before, after, whole, line):
    if after is None:
        return "removed"
    if before is None:
        return "created"
    if after.get("status") == "withdrawn":
        return "withdrawn"
    is_back = before.get("status") == "withdrawn" and after.get("status")
    return "back" if is_back else "changed"


def keep_as_one(apps, schema_editor):
    model = apps.get_model("imports", "import")
    for pk in list(model.objects.exclude(plan_digest="").values_list("pk", flat=True)):
        imported = model.objects.only("counts", "made", "history_versions").get(pk=pk)
        wholes, changes = [], []
        for piece in imported.pieces.order_by("number"):
            wholes += unpack(bytes(piece.index))[0]
            changes += unpack(bytes(piece.changes))
        unchanged = imported.counts.get("unchanged", {})
        imported.plan = pack([wholes, changes, unchanged, imported.history_versions])
        imported.plan_digest = hashlib.sha256(dumped([wholes, changes])).hexdigest()
        if imported.made:
            imported.made = pack(list(unpack_keys(bytes(imported.made)).items()))
        imported.save(update_fields=["plan", "plan_digest", "made"])
    check_references(schema_editor.connection)


def unpack_keys(made):
    keys = array("q", decompress(made))
    if byteorder == "big":
        keys.byteswap()
    return {number: keys[number] for number in range(-1, -len(keys) - 1, -1) if keys[number]}


def check_references(connection):
    """Now instead of at the commit: until then PostgreSQL alters no table."""
    if connection.vendor == "postgresql":
        connection.check_constraints()


class Migration(migrations.Migration):
    dependencies = [("imports", "0004_problem_time")]

    operations = [
        migrations.AddField("import", "history_versions", models.JSONField(default=dict)),
        migrations.AddField("import", "versions_applied", models.JSONField(default=dict)),
        migrations.CreateModel(
            name="ImportPiece",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                ("head", models.JSONField()),
                ("index", models.BinaryField()),
                ("changes", models.BinaryField()),
                (
                    "holder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pieces",
                        to="imports.import",
                    ),
                ),
            ],
            options={
                "default_permissions": (),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("holder", "number"), name="importpiece_number_is_unique"
                    )
                ],
            },
        ),
        migrations.RunPython(keep_in_pieces, keep_as_one),
        migrations.RemoveField("import", "plan"),
    ]
