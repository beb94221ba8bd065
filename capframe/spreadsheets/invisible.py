"""Characters that nobody sees, and letters that are composed of several: texts without either."""

import re
import unicodedata

# Soft hyphens, zero-width spaces and joiners, marks of direction, invisible operators.
UNSEEN = "\u00ad\u061c\u200b-\u200f\u2060-\u2064"
NON_JOINER, JOINER = "\u200c", "\u200d"
DIRECTION_MARKS = "\u061c\u200e\u200f"
INVISIBLE = re.compile(f"[{UNSEEN}]")
# Arabic, Syriac, N’Ko, the scripts of India, Tibetan, Burmese, Khmer and Mongolian: in these,
# joiners say how letters are written.
JOINED_LETTER = re.compile(
    "[\u0620-\u06ff\u0710-\u085f\u0860-\u0fff\u1000-\u109f\u1780-\u18af\ua840-\ua87f"
    "\ufb50-\ufdff\ufe70-\ufefc]"
)
# Also what stands between an emoji and its joiner: the colour of its skin, and U+FE0F.
EMOJI = re.compile(
    "[\u00a9\u00ae\u2190-\u21ff\u2300-\u23ff\u25aa-\u27bf\u2934\u2935\u2b00-\u2bff\ufe0f"
    "\U0001f000-\U0001faff]"
)
VIRAMA = 9  # the combining class of signs that take a letter's vowel away
RIGHT_TO_LEFT = ("R", "AL")
# Characters between a mark of direction and the right-to-left text that it stands beside.
NEAR = 20


def compose(text: str) -> str:
    """The text with each letter and its accents as one character, where there is one (NFC)."""
    return text if text.isascii() else unicodedata.normalize("NFC", text)


def find_invisible(text: str) -> str:
    """The characters of the text that nobody sees and nothing needs, each once, in order."""
    if text.isascii():
        return ""
    found = INVISIBLE.finditer(text)
    return "".join(dict.fromkeys(one[0] for one in found if not is_needed(text, one.start())))


def without_invisible(text: str) -> str:
    """The text without what ``find_invisible`` finds in it."""
    if text.isascii():
        return text
    return INVISIBLE.sub(lambda one: one[0] if is_needed(text, one.start()) else "", text)


def normalise_text(text: str) -> str:
    """The text in one form: letters composed, nothing in it that nobody sees.

    White space that stood around such a character stays.
    """
    return compose(without_invisible(text))


def is_needed(text: str, index: int) -> bool:
    """Whether an invisible character says how what stands beside it is written."""
    character = text[index]
    if character in DIRECTION_MARKS:
        beside = INVISIBLE.sub("", text[max(0, index - NEAR) : index + NEAR + 1])
        return any(unicodedata.bidirectional(one) in RIGHT_TO_LEFT for one in beside)
    if character not in (NON_JOINER, JOINER):
        return False
    before, after = text[index - 1 : index], text[index + 1 : index + 2]
    if JOINED_LETTER.match(before):
        return bool(JOINED_LETTER.match(after)) or unicodedata.combining(before) == VIRAMA
    return character == JOINER and bool(EMOJI.match(before) and EMOJI.match(after))
