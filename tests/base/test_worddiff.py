from hypothesis import given
from hypothesis import strategies as st

from capframe.base.worddiff import Change, Words, marks, spaced, unmarked

SIGNS = {Change.SAME: "{}", Change.ADDED: "[+{}]", Change.REMOVED: "[-{}]"}


def shown(old, new):
    """The marked text as a line: [-removed] and [+added]."""
    pieces = spaced(marks(Words.of(old), Words.of(new)))
    return "".join(space + SIGNS[change].format(text) for space, (change, text) in pieces).strip()


def test_it_works():
    assert shown("Manage a small team", "Manage and lead small teams") == (
        "Manage [-a] [+and lead] small [-team] [+teams]"
    )


def test_what_is_alike_has_no_marks():
    assert marks(Words.of("Plan work"), Words.of("Plan  work")) == unmarked("Plan  work")


def test_where_words_are_replaced_the_old_ones_come_first():
    assert shown("Lead the team.", "Manage the team.") == "[-Lead] [+Manage] the team."


def test_punctuation_is_marked_apart_from_the_word():
    assert shown("capture data, returns", "capture data") == "capture data[-, returns]"


def test_an_amount_is_one_word():
    assert shown("Pay is £39,333.", "Pay is £52,969.") == "Pay is [-£39,333] [+£52,969]."


def test_a_little_word_between_changes_is_not_called_kept():
    assert shown("Plan to act", "Wait to see") == "[-Plan to act] [+Wait to see]"


def test_a_little_word_at_the_end_is_kept():
    assert shown("Plan it", "Do it") == "[-Plan] [+Do] it"


def test_of_two_enormous_texts_one_replaces_the_other(monkeypatch):
    monkeypatch.setattr("capframe.base.worddiff.MOST_PAIRS", 8)
    assert shown("Plan the work", "Plan all the work") == "[-Plan the work] [+Plan all the work]"


def test_wording_leaves_out_what_joins_the_items_of_a_list():
    for joined in ("Be CIPD qualified; and", "Be CIPD qualified and", "Be CIPD qualified."):
        assert Words.of(joined).wording == ("Be", "CIPD", "qualified")
    assert Words.of("and").wording == ("and",)


def test_telling_words_are_all_words_where_none_tells():
    assert Words.of("To be, or a 7").telling == ["to", "be", ",", "or", "a", "7"]
    assert Words.of("To manage the team").telling == ["manag", "team"]


texts = st.text(min_size=1).filter(str.strip)
phrases = st.lists(
    st.sampled_from(["a", "the", "plan", "Plans", ",", ".", "; and", "39,333", "co-ordinate\n"]),
    min_size=1,
).map(" ".join)
some_text = texts | phrases


def words_marked(pieces, change):
    return [
        word for piece in pieces if piece.change is change for word in Words.of(piece.text).words
    ]


@given(some_text)
def test_the_words_of_a_text_are_the_text(text):
    assert "".join(Words.of(text).tokens) == text


@given(some_text, some_text)
def test_no_text_is_lost_or_changed_by_marking(old, new):
    pieces = marks(Words.of(old), Words.of(new))
    assert "".join(piece.text for piece in pieces if piece.change is not Change.REMOVED) == new
    kept = [
        word
        for piece in pieces
        if piece.change is not Change.ADDED
        for word in Words.of(piece.text).words
    ]
    assert kept == list(Words.of(old).words)


@given(some_text)
def test_against_itself_nothing_is_marked(text):
    assert {piece.change for piece in marks(Words.of(text), Words.of(text))} == {Change.SAME}


@given(some_text, some_text)
def test_the_other_way_round_added_and_removed_change_places(old, new):
    there, back = marks(Words.of(old), Words.of(new)), marks(Words.of(new), Words.of(old))
    assert words_marked(there, Change.ADDED) == words_marked(back, Change.REMOVED)
    assert words_marked(there, Change.REMOVED) == words_marked(back, Change.ADDED)
    assert words_marked(there, Change.SAME) == words_marked(back, Change.SAME)
