import pytest

from capframe.spreadsheets.encodings import decode
from capframe.spreadsheets.faults import Unreadable

TEXT = "role,level\r\nChargé d’affaires,“Senior” – £50k\r\n"
# Each in an encoding that is not read, and that Windows-1252 must not be taken for.
FOREIGN = {
    "cp1250": "Zarządzanie kadrami, łączność",
    "iso8859-2": "Zarządzanie kadrami, łączność",
    "iso8859-15": "Pay in €: 5 €",
    "cp1251": "Начальник отдела",
    "koi8-r": "Начальник отдела",
    "iso8859-5": "Начальник отдела",
    "cp1253": "Διευθυντής έργου",
    "cp1254": "çalışan iş gücü",
    "cp1255": "מנהל כוח אדם",
    "cp1256": "مدير الموارد",
    "cp1257": "Žmogiškųjų išteklių",
    "cp850": "Chargé d'études",
    "cp437": "Chargé d'études, Bürö",
    "mac-roman": "The team’s “lead” – doesn’t",
    "shift-jis": "人事マネージャーのしごと",
    "euc-jp": "人事マネージャー",
    "gbk": "人力资源经理",
    "big5": "人力資源經理",
    "euc-kr": "인사 관리자",
}


@pytest.mark.parametrize(
    ("codec", "mark", "name"),
    [
        ("utf-8", b"", "UTF-8"),
        ("utf-8", b"\xef\xbb\xbf", "UTF-8 with byte order mark"),
        ("utf-16-le", b"\xff\xfe", "UTF-16"),
        ("utf-16-be", b"\xfe\xff", "UTF-16"),
        ("cp1252", b"", "Windows-1252"),
    ],
)
def test_it_works(codec, mark, name):
    assert decode(mark + TEXT.encode(codec)) == (TEXT, name)


def test_plain_letters_are_utf8():
    assert decode(b"role\r\nLead") == ("role\r\nLead", "UTF-8")


@pytest.mark.parametrize(
    "text",
    [
        "Führungskraft für Öffentlichkeit, „Größe“, Spaß",
        "Chargé d’études à l’École — où, cœur, «\xa0été\xa0»",
        "Señor jefe, ¿qué?, año, 1º",
        "Gestão de pessoas, ação",
        "Leder på øverste nivå, Ærø",
        "Pay: £20k–£30k (½ time) … • first • second, Widget™, 20°C, ©, naïve café",
        "CAFÉ” and “PRIVÉ’S",
    ],
)
def test_western_texts_in_windows_1252_are_read(text):
    assert decode(text.encode("cp1252")) == (text, "Windows-1252")


@pytest.mark.parametrize(("codec", "text"), FOREIGN.items(), ids=FOREIGN)
def test_another_encoding_is_never_guessed_at(codec, text):
    with pytest.raises(Unreadable, match=r"line 2 .*CSV UTF-8") as refused:
        decode(b"role,level\r\n" + text.encode(codec))
    assert [fault.line for fault in refused.value.faults] == [2]


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (TEXT.encode("utf-32"), "UTF-32"),
        (TEXT.encode("utf-32-be"), "UTF-32 without byte order mark"),
        (TEXT.encode("utf-16-le"), "UTF-16 without byte order mark"),
        (TEXT.encode("utf-16-be"), "UTF-16 without byte order mark"),
        (b"\x84\x31\x95\x33role", "GB 18030"),
        (b"+/v8-role", "UTF-7"),
    ],
)
def test_unicode_of_another_kind_is_refused_by_name(content, name):
    with pytest.raises(Unreadable, match=f"the encoding {name}, .*CSV UTF-8"):
        decode(content)


@pytest.mark.parametrize("byte", [0x81, 0x8D, 0x8F, 0x90, 0x9D])
def test_a_byte_that_windows_1252_has_not_is_refused(byte):
    with pytest.raises(Unreadable, match=f"line 3 holds the byte {byte:02X}"):
        decode(b"role\r\nCaf\xe9\rLe" + bytes([byte]) + b"d\n")


def test_utf8_with_a_broken_letter_is_refused_by_line():
    content = "role\né\nä’ö\n".encode() + b"caf\xe9\n"
    with pytest.raises(Unreadable, match="line 4 holds bytes that are not UTF-8"):
        decode(content)


def test_broken_utf8_behind_its_mark_is_refused():
    with pytest.raises(Unreadable, match="line 2"):
        decode(b"\xef\xbb\xbfrole\ncaf\xe9")


def test_utf16_that_ends_in_the_middle_of_a_character_is_refused():
    with pytest.raises(Unreadable, match="in the middle of a character"):
        decode(b"\xff\xfea\x00b")


def test_what_is_no_text_is_refused():
    with pytest.raises(Unreadable, match="neither a text nor a spreadsheet"):
        decode(bytes(range(256)) * 10)
