"""The texts of a file in one form: letters composed, nothing in them that nobody sees."""

from capframe.spreadsheets.cell_notes import CellNotes, replace_texts
from capframe.spreadsheets.characters import describe_character
from capframe.spreadsheets.invisible import compose, find_invisible, normalise_text
from capframe.spreadsheets.report import Report
from capframe.spreadsheets.table import Records

COMPOSED = "composed"
TAKEN_OUT = "Characters that nobody sees are taken out"
STORED_AS_ONE = "Letters and their accents are stored as one"


def tidy_records(records: Records, report: Report) -> Records:
    """The records with their texts in one form.

    What is done is noted once for each invisible character, and once for all composed letters,
    with the number of cells.

    Args:
        records: of a file.
        report: is told of it.
    """
    others = [text for text in records.texts if not text.isascii()]
    replacements = {
        text: tidied for text in others if (tidied := normalise_text(text).strip()) != text
    }
    notes = CellNotes()
    for record in records if replacements else ():
        for column, text in record.values.items():
            if text in replacements:
                for place, character in enumerate(find_invisible(text)):
                    notes.add(character, record, column, is_new=not place)
                if compose(text) != text:
                    notes.add(COMPOSED, record, column)
    for character in [about for about in notes.numbers if about != COMPOSED]:
        name = describe_character(character)
        beginning = f"{name}, which nobody sees, is taken out of"
        remedy = "If a hyphen or a space belongs there, write it."
        notes.warn(character, report, beginning, remedy, about=TAKEN_OUT, what=name)
    beginning = "Letters and their accents are apart, and are stored as one, in"
    remedy = "They look the same, and are found alike."
    notes.warn(COMPOSED, report, beginning, remedy, about=STORED_AS_ONE)
    return replace_texts(records, replacements)
