from hypothesis import given
from hypothesis import strategies as st

from capframe.base.outcomes import Outcome
from capframe.base.worddiff import WordChange
from roles.compare.statement_rows import statement_rows_of
from roles.section_texts import StatementText
from tests.roles.plain import asking, section


def rows_of(*columns):
    """The rows of columns of statements, each as the texts of its cells; None: no section."""
    sections = [None if texts is None else section("responsibilities", *texts) for texts in columns]
    return statement_rows_of(sections)


def texts(row):
    return [cell.statement and cell.statement.text for cell in row.cells]


def test_it_works():
    rows = rows_of(["Plan work", "Drive lorries"], ["Bake bread", "Plan the work"])
    assert [texts(row) for row in rows] == [
        [None, "Bake bread"],
        ["Plan work", "Plan the work"],
        ["Drive lorries", None],
    ]


def test_what_becomes_of_a_statement():
    reworded, not_stated, new = rows_of(
        ["Plan work", "Drive lorries"], ["Plan the work", "Bake bread"]
    )
    assert [cell.outcome for cell in reworded.cells] == [None, Outcome.REWORDED]
    assert [cell.outcome for cell in not_stated.cells] == [None, Outcome.NOT_STATED]
    assert [cell.outcome for cell in new.cells] == [None, Outcome.NEW]
    assert [piece.change for piece in reworded.cells[1].pieces] == [
        WordChange.SAME,
        WordChange.ADDED,
        WordChange.SAME,
    ]


def test_what_joins_the_items_of_a_list_changes_nothing():
    (row,) = rows_of(["Be CIPD qualified and"], ["Be CIPD qualified."])
    assert row.cells[1].outcome is Outcome.KEPT
    assert not row.cells[1].repeats


def test_one_row_tells_the_story_of_one_responsibility():
    rows = rows_of(["Plan work"], ["Bake bread", "Plan the work"], ["Plan all the work", "Sew"])
    assert [texts(row) for row in rows] == [
        [None, "Bake bread", None],
        ["Plan work", "Plan the work", "Plan all the work"],
        [None, None, "Sew"],
    ]


def test_a_statement_that_comes_back_goes_on_in_its_row_and_is_new_again():
    (row,) = rows_of(["Plan work"], [], ["Plan work;"], ["Plan work;"])
    assert [cell.outcome for cell in row.cells] == [
        None,
        Outcome.NOT_STATED,
        Outcome.NEW,
        Outcome.KEPT,
    ]
    assert [cell.as_at for cell in row.cells] == [(), (), (0,), ()]


def test_what_comes_back_in_other_words_is_a_row_of_its_own():
    assert len(rows_of(["Plan work"], [], ["Plan all the work"])) == 2


def test_what_comes_back_goes_on_from_the_nearest_column():
    rows = rows_of(["Plan", "Lead"], ["Plan"], [], ["Plan", "Plan", "Lead"])
    assert sorted(map(texts, rows), key=str) == [
        ["Lead", None, None, "Lead"],
        ["Plan", "Plan", None, "Plan"],
        [None, None, None, "Plan"],
    ]
    assert sorted(row.cells[3].as_at for row in rows) == [(), (0,), (1,)]


def test_nothing_is_not_stated_or_new_without_the_section():
    (row,) = rows_of(["Plan work"], None, ["Plan work"], ["Plan work"])
    assert [cell.outcome for cell in row.cells] == [
        None,
        Outcome.UNMATCHED,
        Outcome.UNMATCHED,
        Outcome.KEPT,
    ]
    assert [cell.no_section for cell in row.cells] == [False, True, False, False]


def test_a_column_without_the_section_shares_no_span():
    first, second = rows_of(["Plan work"], None, None, ["Lead"])
    assert [list(span.columns) for span in first.spans] == [[0], [1, 2], [3]]
    assert [list(span.columns) for span in second.spans] == [[0], [1, 2], [3]]


def test_the_only_statements_under_a_heading_belong_together():
    (row,) = rows_of(["Obey"], ["Command everybody"])
    assert row.cells[1].outcome is Outcome.REWRITTEN


def test_where_less_than_half_of_the_words_stay_none_is_marked():
    (half,) = rows_of(["Plan the budget"], ["Plan the work"])
    assert half.cells[1].outcome is Outcome.REWORDED
    (row,) = rows_of(["Plan the budget"], ["Plan all our work"])
    cell = row.cells[1]
    assert (cell.outcome, cell.pieces, cell.before) == (Outcome.REWRITTEN, (), "Plan the budget")


def test_new_statements_stand_below_what_is_not_stated():
    rows = rows_of(["Drive lorries", "Sweep floors"], ["Bake bread", "Sew clothes"])
    assert [row.columns for row in rows] == [(0,), (0,), (1,), (1,)]


def test_neighbours_that_say_the_same_are_one_span():
    (row,) = rows_of(["Plan"], ["Plan "], ["Plan"], ["Lead"])
    assert [(span.columns, span.cell.outcome) for span in row.spans] == [
        (range(3), None),
        (range(3, 4), Outcome.REWRITTEN),
    ]


def test_the_same_words_with_another_note_are_no_span():
    with_note = section("responsibilities", "Plan")
    with_note = type(with_note)(
        **{name: getattr(with_note, name) for name in with_note.__slots__}
        | {"statements": (StatementText("Plan", "Not on Sundays"),)}
    )
    (row,) = statement_rows_of([section("responsibilities", "Plan"), with_note])
    assert len(row.spans) == 2


def test_empty_neighbours_are_one_span():
    row, *_ = rows_of(["Plan", "Bake"], ["Bake"], ["Bake"])
    assert [len(span.cells) for span in row.spans] == [1, 2]
    assert row.spans[1].cell.outcome is Outcome.NOT_STATED


def test_a_bullet_among_paragraphs_is_no_word():
    row, *_ = rows_of(["- Plan work", "Text"], ["Plan work", "Text"])
    assert row.cells[1].outcome is Outcome.KEPT


columns = st.lists(
    st.lists(
        st.sampled_from(["Plan", "Plan it", "Plan all work", "Lead", "Bake", ";"]), max_size=4
    ),
    min_size=1,
    max_size=5,
)


@given(columns)
def test_every_statement_is_in_one_row_once(columns):
    rows = rows_of(*columns)
    for number, statements in enumerate(columns):
        shown = [texts(row)[number] for row in rows]
        assert sorted(filter(None, shown)) == sorted(statements)


@given(columns)
def test_spans_cover_the_columns_in_order(columns):
    for row in rows_of(*columns):
        covered = [number for span in row.spans for number in span.columns]
        assert covered == list(range(len(columns)))
        assert sum((span.cells for span in row.spans), ()) == row.cells


def test_what_asks_for_the_same_qualification_belongs_together_whatever_its_words():
    rows = rows_of(
        ["Write", asking("Hold the institute's certificate", cipd="", degree="")],
        [asking("Study", degree=""), asking("Be both", cipd="", degree=""), "Read"],
    )
    assert [texts(row) for row in rows] == [
        ["Write", None],
        [None, "Study"],
        ["Hold the institute's certificate", "Be both"],
        [None, "Read"],
    ]


def test_the_same_words_come_before_the_same_qualification():
    rows = rows_of(
        [asking("Be CIPD qualified", cipd=""), "Be qualified"],
        [asking("Be qualified", cipd=""), "Write"],
    )
    assert ["Be qualified", "Be qualified"] in [texts(row) for row in rows]


def test_one_cell_stands_for_neighbours_only_if_they_ask_alike():
    required, ideal = (StatementText("Write", strength=how) for how in ("required", "ideal"))
    (row,) = rows_of([required], [required], [ideal])
    assert [len(span.cells) for span in row.spans] == [2, 1]
