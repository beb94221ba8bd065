"""From a text file's bytes to its text: read rightly, or refused by name, and never guessed at."""

import re

from capframe.spreadsheets.faults import Fault, Unreadable, shown
from capframe.spreadsheets.file_types import SAVE_AS_TABLE, SAVE_AS_UTF8

UTF8_MARK = b"\xef\xbb\xbf"
UTF16_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}
REFUSED_MARKS = {
    b"\xff\xfe\x00\x00": "UTF-32",
    b"\x00\x00\xfe\xff": "UTF-32",
    b"\x84\x31\x95\x33": "GB 18030",
    b"+/v8": "UTF-7",
    b"+/v9": "UTF-7",
    b"\xdd\x73\x66\x73": "UTF-EBCDIC",
}
HIGH = re.compile(rb"[\x80-\xff]")
# Latin, Greek and Cyrillic letters, and whatever takes three or four bytes.
LETTERS_OF_UTF8 = re.compile(
    rb"[\xc2-\xc5\xce-\xd1][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
NOT_IN_1252 = re.compile(rb"[\x81\x8d\x8f\x90\x9d]")
LINE_END = re.compile(rb"\r\n?|\n")
CONTROLS = re.compile(rb"[\x00-\x08\x0e-\x1f]")
SAMPLE = 4_000

# What stands in a text that was written in another encoding than Windows-1252, and hardly ever
# in one that was. Better to refuse the odd good file than to store a wrong letter.
SMALL, CAPITAL, LETTER = "a-zß-öø-ÿœ", "À-ÖØ-ÞŒ", "A-Za-zÀ-ÖØ-öø-ÿŒœ"
IMPLAUSIBLE = re.compile(
    "|".join(
        (
            # Cyrillic, Greek, Hebrew, Arabic, Thai, Chinese, Korean: one high byte after another.
            r"(?!(.)\1\1)[¡-ÿ]{3}",
            # Mac Roman: its quotation marks, dashes and bullets.
            f"[a-z0-9][{CAPITAL}]",
            r"(?<!\w)[ÐÑÒÓÔÕÊ](?!\w)",
            "¥ ?[A-Za-z]",
            # ISO 8859-2 and Windows-1250 (Polish, Romanian): signs within words.
            f"[{LETTER}][¡-©¬®-³µ¶¸-¿][{LETTER}]",
            # DOS code pages and Shift-JIS: punctuation within words.
            f"[{LETTER}](?:[‚ƒ„]|[€†‡ˆ‰‹“•˜›™][{SMALL}])",
            "[ƒˆ˜][A-Za-z¡-ÿ]|‚[¡-ÿ]|œ[0-9]",
            # ISO 8859-15 (¤ is its €); Mac Roman; Turkish, Baltic and Slavic code pages.
            "[¤ðþÐÞŠšŽžŸ]",
        )
    )
)
# Letters of languages that no single text in Windows-1252 uses together: Czech, Hungarian,
# Turkish and Baltic words written in their own encodings.
NEVER_TOGETHER = (("øØåÅ", "ìÌùÙòÒ"), ("õÕ", "öÖüÜûÛ"), ("ýÝ", "çÇüÜøØìÌèÈ"))


def decode(content: bytes) -> tuple[str, str]:
    """The text and the name of its encoding.

    Raises:
        Unreadable: the bytes are no text, or in none of UTF-8, UTF-16 and Windows-1252.
    """
    for mark, name in REFUSED_MARKS.items():
        if content.startswith(mark):
            raise _other_encoding(name)
    if content.startswith(UTF8_MARK):
        return _utf8(content[3:]), "UTF-8 with byte order mark"
    if content[:2] in UTF16_MARKS:
        return _utf16(content[2:], UTF16_MARKS[content[:2]]), "UTF-16"
    _refuse_binary(content)
    text = _unmarked_utf8(content)
    return (_windows_1252(content), "Windows-1252") if text is None else (text, "UTF-8")


def _utf8(content: bytes) -> str:
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        raise _broken_utf8(content, error.start) from None


def _unmarked_utf8(content: bytes) -> str | None:
    """The text, None where it is not UTF-8; refuses one that is for the greater part only."""
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        letters = LETTERS_OF_UTF8.findall(content)
        others = len(HIGH.findall(content)) - sum(map(len, letters))
        if len(letters) >= others:
            raise _broken_utf8(content, error.start) from None
        return None


def _utf16(content: bytes, codec: str) -> str:
    if len(content) % 2:
        raise Unreadable("The file is UTF-16 and ends in the middle of a character.", SAVE_AS_UTF8)
    return content.decode(codec, "surrogatepass")  # halves of pairs are refused by their line


def _refuse_binary(content: bytes) -> None:
    sample = content[:SAMPLE]
    zeros = sample.count(0) / len(sample)
    if zeros > 0.6:
        raise _other_encoding("UTF-32 without byte order mark")
    if zeros > 0.3 and not (sample[::2].count(0) and sample[1::2].count(0)):
        raise _other_encoding("UTF-16 without byte order mark")
    if len(CONTROLS.findall(sample)) > len(sample) / 20 + 1:
        raise Unreadable("The file is neither a text nor a spreadsheet.", SAVE_AS_TABLE)


def _windows_1252(content: bytes) -> str:
    undefined = NOT_IN_1252.search(content)
    if undefined:
        what = f"the byte {undefined[0].hex().upper()}, which Windows-1252 has not, nor is it UTF-8"
        raise _unclear_encoding(_line_at(content, undefined.start()), "", what)
    text = content.decode("cp1252")
    found = IMPLAUSIBLE.search(text)
    if found:
        raise _doubtful(text, found.start())
    for some, others in NEVER_TOGETHER:
        if any(c in text for c in some) and any(c in text for c in others):
            raise _doubtful(text, next(i for i, c in enumerate(text) if c in some + others))
    return text


def _line_at(content: bytes, index: int) -> int:
    """The number of the line that holds this byte, counting line ends of any kind."""
    return len(LINE_END.findall(content[:index])) + 1


def _other_encoding(name: str) -> Unreadable:
    return Unreadable(f"The file is in the encoding {name}, which is not read.", SAVE_AS_UTF8)


def _broken_utf8(content: bytes, index: int) -> Unreadable:
    what = "bytes that are not UTF-8, though the rest of the file is"
    return _unclear_encoding(_line_at(content, index), "", what)


def _doubtful(text: str, index: int) -> Unreadable:
    before = text[max(0, index - 15) : index].splitlines(keepends=True)
    after = text[index : index + 15].splitlines()
    value = shown("".join(before[-1:]) + after[0])
    line = _line_at(text.encode("cp1252"), index)
    what = "letters that are neither UTF-8 nor likely in Windows-1252"
    return _unclear_encoding(line, value, what)


def _unclear_encoding(line: int, value: str, what: str) -> Unreadable:
    example = f" (“{value}”)" if value else ""
    problem = f"The encoding is not clear: line {line} holds {what}{example}."
    return Unreadable(problem, SAVE_AS_UTF8, (Fault(line, "", value, problem, SAVE_AS_UTF8),))
