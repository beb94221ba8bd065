"""How wide a text is, where nothing measures it: a spreadsheet does not say how high a row must be.

Widths are estimates for Arial, in units of the letters' size.
"""

NARROW = set("fijlrtI.,;:!|'’‘()[]-– ")
WIDE = set("mwMW@%—…")
# From this letter on come scripts whose letters are as wide as high.
SQUARE = "\u1100"


def text_width(text: str) -> float:
    return sum(map(letter_width, text))


def letter_width(letter: str) -> float:
    if letter in NARROW:
        return 0.32
    if letter >= SQUARE:
        return 1
    if letter in WIDE:
        return 0.9
    return 0.7 if letter.isupper() else 0.56
