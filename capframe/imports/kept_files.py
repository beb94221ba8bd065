"""What is kept of an uploaded file: its bytes until it is read, from then on its sheets.

Both are kept in pieces, so that nobody has to hold all of them, and go once the file is imported
or has expired.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import models, transaction

from capframe.imports.packing import pack_faults, unpack_faults
from capframe.spreadsheets.kept_sheets import Sheet
from capframe.spreadsheets.packed_rows import PackedRows, SharedTexts
from capframe.spreadsheets.reading import read_sheets

if TYPE_CHECKING:
    from capframe.imports.models import Import

# Rows are loaded so many pieces at a time.
PIECES_AT_ONCE = 10


class FilePiece(models.Model):
    """Some of the bytes of a file that has not been read yet."""

    imported = models.ForeignKey("imports.Import", models.CASCADE, related_name="file_pieces")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        default_permissions = ()
        ordering = ("imported", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["imported", "number"], name="filepiece_numbers_are_unique"
            ),
        )

    def __str__(self) -> str:
        return f"{self.imported_id}: {self.number}"


class KeptSheet(models.Model):
    """A sheet of a file that has been read; its fields are those of ``Sheet``."""

    imported = models.ForeignKey("imports.Import", models.CASCADE, related_name="sheets")
    number = models.PositiveIntegerField()
    title = models.TextField(blank=True)
    note = models.TextField(blank=True)
    is_hidden = models.BooleanField()
    equal_width = models.BooleanField()
    number_of_rows = models.PositiveIntegerField()
    width = models.PositiveIntegerField()
    warnings = models.BinaryField()
    merged = models.JSONField(default=list)
    problem = models.TextField(blank=True)
    remedy = models.TextField(blank=True)

    class Meta:
        default_permissions = ()
        ordering = ("imported", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["imported", "number"], name="keptsheet_numbers_are_unique"
            ),
        )

    def __str__(self) -> str:
        return self.title


class SheetPiece(models.Model):
    """Some rows of a sheet, as ``PackedRows`` packs them."""

    sheet = models.ForeignKey(KeptSheet, models.CASCADE, related_name="pieces")
    number = models.PositiveIntegerField()
    content = models.BinaryField()

    class Meta:
        default_permissions = ()
        ordering = ("sheet", "number")
        constraints = (
            models.UniqueConstraint(
                fields=["sheet", "number"], name="sheetpiece_numbers_are_unique"
            ),
        )

    def __str__(self) -> str:
        return f"{self.sheet_id}: {self.number}"


def keep_file(*, imported: "Import", pieces: Iterable[bytes]) -> None:
    """Keep a file that is to be read later, each piece before the next is asked for."""
    with transaction.atomic():
        for number, content in enumerate(pieces):
            FilePiece.objects.create(imported=imported, number=number, content=content)


def keep_sheets(*, imported: "Import", sheets: Iterable[Sheet]) -> None:
    """Keep the sheets of a file that has been read, in place of the file."""
    with transaction.atomic():
        remove_kept([imported.pk])
        for number, sheet in enumerate(sheets):
            kept = KeptSheet.objects.create(
                imported=imported,
                number=number,
                title=sheet.title,
                note=sheet.note,
                is_hidden=sheet.is_hidden,
                equal_width=sheet.equal_width,
                number_of_rows=sheet.number_of_rows,
                width=sheet.width,
                warnings=pack_faults(list(sheet.warnings)),
                merged=list(sheet.merged),
                problem=sheet.problem[0],
                remedy=sheet.problem[1],
            )
            SheetPiece.objects.bulk_create(
                SheetPiece(sheet=kept, number=place, content=piece.pack())
                for place, piece in enumerate(sheet.pieces)
            )


def remove_kept(imports: Iterable) -> None:
    """Remove what is kept of the files of these imports: their primary keys, or a query of them."""
    FilePiece.objects.filter(imported__in=imports).delete()
    KeptSheet.objects.filter(imported__in=imports).delete()


def load_sheets(imported: "Import") -> list[Sheet]:
    """The sheets of the import’s file, which has been read or is read now; nothing is written.

    Raises Unreadable.
    """
    kept = KeptSheet.objects.filter(imported=imported)
    return [_load_sheet(sheet) for sheet in kept] or read_kept_file(imported)


def read_kept_file(imported: "Import") -> list[Sheet]:
    """The sheets of a file that has not been read yet. Raises Unreadable."""
    pieces = FilePiece.objects.filter(imported=imported).values_list("content", flat=True)
    return read_sheets(imported.file_name, b"".join(pieces.iterator(chunk_size=1)))


def _load_sheet(kept: KeptSheet) -> Sheet:
    return Sheet(
        title=kept.title,
        note=kept.note,
        is_hidden=kept.is_hidden,
        equal_width=kept.equal_width,
        number_of_rows=kept.number_of_rows,
        width=kept.width,
        warnings=tuple(unpack_faults(bytes(kept.warnings))),
        problem=(kept.problem, kept.remedy),
        pieces=StoredPieces(kept.pk),
        merged=tuple(kept.merged),
    )


@dataclass(frozen=True, slots=True)
class StoredPieces:
    """The pieces of a kept sheet, loaded a few at a time as they are asked for."""

    sheet: int

    def __iter__(self) -> Iterator[PackedRows]:
        pieces = SheetPiece.objects.filter(sheet=self.sheet).values_list("content", flat=True)
        texts: SharedTexts = {}
        for content in pieces.iterator(chunk_size=PIECES_AT_ONCE):
            yield PackedRows.unpack(bytes(content), texts)
