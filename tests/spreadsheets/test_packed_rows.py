from hypothesis import given
from hypothesis import strategies as st

from capframe.spreadsheets.faults import Remark
from capframe.spreadsheets.packed_rows import RowUnpacker, pack_rows
from capframe.spreadsheets.rows import CellRemark, RawRow


def there_and_back(rows):
    return list(RowUnpacker().unpack(pack_rows(rows)))


def test_it_works():
    remark = CellRemark(1, "It is a date.", "Type it again.", Remark.NOTE, line=4)
    rows = [
        RawRow(2, ("Head", "6"), ()),
        RawRow(4, ("Lead", "7"), [remark]),
        RawRow(5, ("Lead", "6"), (), broken=True),
    ]
    assert there_and_back(rows) == rows


texts = st.text(st.characters(), max_size=5)
cells = st.lists(texts | st.sampled_from(["", "Audit"]), max_size=4).map(tuple)


@given(st.lists(cells, min_size=1, max_size=20))
def test_all_texts_come_back_in_rows_of_any_width(cells):
    rows = [RawRow(line, row) for line, row in enumerate(cells, start=1)]
    assert there_and_back(rows) == rows


def test_halves_of_characters_come_back():
    assert there_and_back([RawRow(1, ("a\ud800",))])[0].cells == ("a\ud800",)


def test_a_text_that_is_repeated_is_one_object_in_all_pieces():
    unpacker = RowUnpacker()
    pieces = [pack_rows([RawRow(1, ("Audit of farms", str(n))) for n in range(9)])] * 2
    found = [row.cells[0] for piece in pieces for row in unpacker.unpack(piece)]
    assert len(found) == 18
    assert len(set(map(id, found))) == 1
    assert len(pieces[0]) < 150
