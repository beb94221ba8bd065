"""What Word documents and spreadsheets have in common: XML in a zip archive, and marked words."""

import re
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from capframe.spreadsheets.texts import normalise_line_ends

LANGUAGE = "en-GB"
FONT = "Arial"
# Dark enough on white, and told apart from each other by the line as well.
ADDED, REMOVED, GREY = "005A30", "942514", "484949"
# Behind heads, and where there is nothing to say.
HEAD, EMPTY = "E8F1F8", "F3F3F3"

# Neither XML 1.0 nor any program that reads these files knows such characters.
FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def xml_text(text: str) -> str:
    """The text with the sign for an unknown character in place of each that XML forbids.

    Lines end as XML ends them, whatever they ended with.
    """
    return FORBIDDEN.sub("\ufffd", normalise_line_ends(text))


def timeless(archive: bytes) -> bytes:
    """A zip archive without the times at which its files were made.

    So the same content makes the same bytes.
    """
    buffer = BytesIO()
    with ZipFile(BytesIO(archive)) as old, ZipFile(buffer, "w") as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name), old.read(name), ZIP_DEFLATED)
    return buffer.getvalue()
