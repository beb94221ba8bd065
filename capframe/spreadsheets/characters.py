"""Characters that no text of the catalogue may hold, and signs that letters were lost before."""

import re
import unicodedata

LAST_TWO_OF_PLANES = "".join(
    chr(plane * 0x10000 + last) for plane in range(17) for last in (0xFFFE, 0xFFFF)
)
REFUSED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f"  # controls but for tabulators and line ends
    "\u202a-\u202e\u2066-\u2069"  # bidirectional embeddings, overrides and isolates
    "\ud800-\udfff"  # halves of surrogate pairs
    f"\ufdd0-\ufdef{LAST_TWO_OF_PLANES}"  # noncharacters
    "\ufeff\ufffd]"
)
REPLACEMENT = "\ufffd"
NAMES = {
    0: "NUL",
    0x0B: "vertical tab",
    0x0C: "form feed",
    0x0D: "carriage return",
    0x1B: "escape",
    0x7F: "delete",
    0x85: "next line",
    0xFEFF: "byte order mark",
    0xFFFD: "replacement character",
}
CATEGORIES = {"Cc": "control character", "Cs": "half of a character", "Cn": "noncharacter"}

# UTF-8 that somebody has read as Windows-1252: “Ã©” for “é”, “â€™” for “’”.
FOLLOWING = bytes(range(0x80, 0xC0)).decode("cp1252", "ignore")
# What it begins with: to look for that alone takes a tenth of the time.
MOJIBAKE_FIRST = "ÂÃÄÅâï"
MOJIBAKE = re.compile(f"[ÂÃ][{FOLLOWING}]|[ÄÅ][¡-¿]|â[{FOLLOWING}]{{2}}|ï»¿")


def find_refused(text: str) -> str:
    """The first character of the text that is refused, empty where there is none."""
    # Of what is not printable, line ends alone are in many texts.
    if text.replace("\n", "").isprintable() and REPLACEMENT not in text:
        return ""
    found = REFUSED.search(text)
    return found[0] if found else ""


def find_mojibake(text: str) -> str:
    """The first garbled letter of the text, empty where there is none."""
    if text.isascii() or not any(map(text.__contains__, MOJIBAKE_FIRST)):
        return ""
    found = MOJIBAKE.search(text)
    return found[0] if found else ""


def describe_character(character: str) -> str:
    """For example “U+0000 (NUL)”."""
    number = ord(character)
    name = NAMES.get(number) or CATEGORIES.get(unicodedata.category(character))
    return f"U+{number:04X} ({name or unicodedata.name(character).lower()})"


def explain_refused(what: str, character: str) -> str:
    """Why a character is refused, in one sentence.

    Args:
        what: holds it, for example “cell”.
        character: as ``find_refused`` found it.
    """
    lost = character == REPLACEMENT
    why = "stands for a letter that was lost" if lost else "no text may hold"
    return f"The {what} holds {describe_character(character)}, which {why}."
