from hypothesis import given
from hypothesis import strategies as st

from capframe.spreadsheets import limits
from capframe.spreadsheets.faults import Remark
from capframe.spreadsheets.packed_rows import PackedRows
from capframe.spreadsheets.rows import CellRemark, RawRow


def there_and_back(rows):
    return list(PackedRows.unpack(PackedRows.of(rows, {}).pack(), {}).read_rows())


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
    rows = [RawRow(1, ("Audit of farms", str(n))) for n in range(9)]
    pieces, texts = [PackedRows.of(rows, {}).pack()] * 2, {}
    unpacked = [PackedRows.unpack(piece, texts) for piece in pieces]
    found = [row.cells[0] for piece in unpacked for row in piece.read_rows()]
    assert len(found) == 18
    assert len(set(map(id, found))) == 1
    assert len(pieces[0]) < 150


CLEAR = [RawRow(1, ("Head", "6")), RawRow(2, ("Lead",)), RawRow(3, ("Line\nby line", ""))]
UNCLEAR = [
    RawRow(4, ("", " ")),
    RawRow(4, ("C#", "6")),
    RawRow(4, ("a\x07", "6")),
    RawRow(4, ("cafÃ©", "6")),
    RawRow(4, ("Head", "6"), [CellRemark(0, "Odd.", "")]),
    RawRow(4, ["x"] * (limits.MOST_COLUMNS + 1)),
    RawRow(4, ("x" * limits.LONGEST_CELL, "yy")),
]


def test_rows_are_clear_where_none_has_to_be_looked_at_by_itself():
    assert PackedRows.of(CLEAR, {}).are_clear
    for row in UNCLEAR:
        assert not PackedRows.of([*CLEAR, row], {}).are_clear


def test_what_they_hold_is_counted():
    rows = PackedRows.of(CLEAR, {})
    assert (rows.count_cells(), rows.count_characters()) == (5, 4 + 1 + 4 + 12)
