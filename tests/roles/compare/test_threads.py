from hypothesis import given
from hypothesis import strategies as st

from capframe.base.worddiff import WordChange
from roles.compare.threads import Fate, threads_of
from roles.profiles import StatementText
from tests.roles.plain import section


def rows(*columns):
    """The threads of columns of statements, each as the texts of its cells; None: no section."""
    sections = [None if texts is None else section("responsibilities", *texts) for texts in columns]
    return threads_of(sections)


def texts(thread):
    return [cell.statement and cell.statement.text for cell in thread.cells]


def test_it_works():
    threads = rows(["Plan work", "Drive lorries"], ["Bake bread", "Plan the work"])
    assert [texts(thread) for thread in threads] == [
        [None, "Bake bread"],
        ["Plan work", "Plan the work"],
        ["Drive lorries", None],
    ]


def test_what_becomes_of_a_statement():
    reworded, gone, new = rows(["Plan work", "Drive lorries"], ["Plan the work", "Bake bread"])
    assert [cell.fate for cell in reworded.cells] == [None, Fate.REWORDED]
    assert [cell.fate for cell in gone.cells] == [None, Fate.GONE]
    assert [cell.fate for cell in new.cells] == [None, Fate.NEW]
    assert [piece.change for piece in reworded.cells[1].pieces] == [
        WordChange.SAME,
        WordChange.ADDED,
        WordChange.SAME,
    ]


def test_what_joins_the_items_of_a_list_changes_nothing():
    (thread,) = rows(["Be CIPD qualified and"], ["Be CIPD qualified."])
    assert thread.cells[1].fate is Fate.KEPT
    assert not thread.cells[1].repeats
    assert not thread.differs


def test_one_row_tells_the_story_of_one_responsibility():
    threads = rows(["Plan work"], ["Bake bread", "Plan the work"], ["Plan all the work", "Sew"])
    assert [texts(thread) for thread in threads] == [
        [None, "Bake bread", None],
        ["Plan work", "Plan the work", "Plan all the work"],
        [None, None, "Sew"],
    ]


def test_a_statement_that_comes_back_is_new_again():
    first, second = rows(["Plan work"], [], ["Plan work"])
    assert [cell.fate for cell in first.cells] == [None, Fate.GONE, None]
    assert [cell.fate for cell in second.cells] == [None, None, Fate.NEW]


def test_where_a_column_has_no_such_section_nothing_is_dropped_or_new():
    first, second = rows(["Plan work"], None, ["Plan work"], ["Plan work"])
    assert [cell.fate for cell in first.cells] == [None, Fate.ALONE, None, None]
    assert [cell.fate for cell in second.cells] == [None, None, Fate.ALONE, Fate.KEPT]
    assert [cell.silent for cell in first.cells] == [False, True, False, False]
    assert first.differs


def test_a_column_without_the_section_shares_no_span_with_one_that_has_it():
    first, second = rows(["Plan work"], None, None, ["Lead"])
    assert [list(span.columns) for span in first.spans] == [[0], [1, 2], [3]]
    assert [list(span.columns) for span in second.spans] == [[0], [1, 2], [3]]


def test_the_only_statements_under_a_heading_belong_together():
    (thread,) = rows(["Obey"], ["Command everybody"])
    assert thread.cells[1].fate is Fate.REWORDED


def test_new_statements_stand_below_what_is_gone():
    threads = rows(["Drive lorries", "Sweep floors"], ["Bake bread", "Sew clothes"])
    assert [thread.columns for thread in threads] == [(0,), (0,), (1,), (1,)]


def test_neighbours_that_say_the_same_are_one_span():
    (thread,) = rows(["Plan"], ["Plan "], ["Plan"], ["Lead"])
    assert [(span.columns, span.cell.fate) for span in thread.spans] == [
        (range(3), None),
        (range(3, 4), Fate.REWORDED),
    ]


def test_the_same_words_with_another_note_are_no_span():
    with_note = section("responsibilities", "Plan")
    with_note = type(with_note)(
        **{name: getattr(with_note, name) for name in with_note.__slots__}
        | {"statements": (StatementText("Plan", "Not on Sundays"),)}
    )
    (thread,) = threads_of([section("responsibilities", "Plan"), with_note])
    assert len(thread.spans) == 2
    assert thread.differs


def test_empty_neighbours_are_one_span():
    thread, *_ = rows(["Plan", "Bake"], ["Bake"], ["Bake"])
    assert [len(span.cells) for span in thread.spans] == [1, 2]
    assert thread.spans[1].cell.fate is Fate.GONE


def test_a_bullet_among_paragraphs_is_no_word():
    thread, *_ = rows(["- Plan work", "Text"], ["Plan work", "Text"])
    assert thread.cells[1].fate is Fate.KEPT


columns = st.lists(
    st.lists(
        st.sampled_from(["Plan", "Plan it", "Plan all work", "Lead", "Bake", ";"]), max_size=4
    ),
    min_size=1,
    max_size=5,
)


@given(columns)
def test_every_statement_is_in_one_row_once(columns):
    threads = rows(*columns)
    for number, statements in enumerate(columns):
        shown = [texts(thread)[number] for thread in threads]
        assert sorted(filter(None, shown)) == sorted(statements)


@given(columns)
def test_spans_cover_the_columns_in_order(columns):
    for thread in rows(*columns):
        covered = [number for span in thread.spans for number in span.columns]
        assert covered == list(range(len(columns)))
        assert sum((span.cells for span in thread.spans), ()) == thread.cells
