import re
from zipfile import ZIP_BZIP2, ZIP_STORED

import pytest

from capframe.spreadsheets import limits
from capframe.spreadsheets.archives import MOST_SHRUNK, Archive
from capframe.spreadsheets.faults import Unreadable
from capframe.spreadsheets.reading import read_table
from tests.spreadsheets.files import archive, raw_ods, raw_xlsx, row, with_part

LAUGHS = "".join(f'<!ENTITY l{number + 1} "{f"&l{number};" * 10}">' for number in range(9))
BOMB = f'<!DOCTYPE lolz [<!ENTITY l0 "lol">{LAUGHS}]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>'


def promising(content, size):
    """The archive with another size promised in its directory for every entry."""
    pattern = re.compile(rb"(PK\x01\x02.{20}).{4}", re.DOTALL)
    return pattern.sub(lambda found: found[1] + size.to_bytes(4, "little"), content)


def test_it_works():
    opened = Archive(archive({"one.xml": "x" * 50_000}))
    assert "one.xml" in opened
    assert "two.xml" not in opened
    assert sum(map(len, opened.chunks("one.xml"))) == 50_000
    assert not opened.is_ods
    assert not opened.is_xlsx


def test_more_entries_than_there_may_be_are_refused():
    entries = {f"{number}.xml": "" for number in range(limits.MOST_ENTRIES + 1)}
    with pytest.raises(Unreadable, match="more than 1,000 entries"):
        Archive(archive(entries, ZIP_STORED))


def test_more_than_may_be_unpacked_is_refused_before_it_is():
    content = promising(archive({"one.xml": "x", "two.xml": "x"}), limits.MOST_UNPACKED // 2 + 1)
    with pytest.raises(Unreadable, match="unpacks to more than 200 MB"):
        Archive(content)


def test_a_bomb_is_refused_before_it_is_unpacked():
    with pytest.raises(Unreadable, match="unpacks to far more than a table would"):
        Archive(archive({"one.xml": bytes(5 * limits.MEGABYTE)}))


def test_many_like_rows_are_no_bomb():
    rows = "".join(f"<row r='{n}'><c r='A{n}'><v>1</v></c></row>" for n in range(1, 60_001))
    content = raw_xlsx(rows)
    assert len(rows) > limits.MEGABYTE
    assert len(rows) < MOST_SHRUNK * len(content)
    assert len(read_table("x", content).rows) == 59_999


def test_no_more_is_unpacked_than_was_promised():
    opened = Archive(promising(archive({"one.xml": "x" * 50_000}), 100))
    with pytest.raises(Unreadable, match="damaged"):
        list(opened.chunks("one.xml"))


def test_two_entries_of_one_name_are_refused():
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = archive(Pairs([("one.xml", "1"), ("one.xml", "2")]))
    with pytest.raises(Unreadable, match="two entries of one name"):
        Archive(content)


class Pairs(list):
    def items(self):
        return self


def test_a_password_is_refused():
    content = bytearray(archive({"one.xml": "x"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Unreadable, match="protected by a password"):
        Archive(bytes(content))


def test_another_way_of_packing_is_refused():
    with pytest.raises(Unreadable, match="packed in an unusual way"):
        Archive(archive({"one.xml": "x"}, ZIP_BZIP2))


@pytest.mark.parametrize("before", [BOMB, OUTSIDE, "<!DOCTYPE x>"])
def test_entities_and_document_types_are_refused(before):
    for content in (
        raw_xlsx("<row><c t='inlineStr'><is><t>&l9;</t></is></c></row>", before=before),
        raw_ods(row("&l9;"), before=before),
    ):
        with pytest.raises(Unreadable, match="declares XML entities or a document type"):
            read_table("table", content)


def test_entities_in_the_other_parts_are_refused_too():
    content = raw_xlsx("", texts="<si><t>x</t></si>")
    for part in ("xl/workbook.xml", "xl/styles.xml", "xl/texts.xml", "_rels/.rels"):
        with pytest.raises(Unreadable, match="declares XML entities or a document type"):
            read_table("table", with_part(content, part, f"{BOMB}<x>&l9;</x>"))
