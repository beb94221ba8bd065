from hypothesis import given
from hypothesis import strategies as st

from capframe.base.worddiff import (
    WordChange,
    compare_words,
    plain_pieces,
    split_spaces,
    word_differences,
)
from capframe.base.words import Words

SIGNS = {
    WordChange.SAME: "{}",
    WordChange.ADDED: "[+{}]",
    WordChange.REMOVED: "[-{}]",
    WordChange.MOVED: "[~{}]",
}


def differences(old, new):
    return word_differences(Words.of(old), Words.of(new))


def share_kept(old, new):
    return compare_words(Words.of(old), Words.of(new)).share_kept


def shown(old, new):
    """The differences as a line: [-removed] and [+added]."""
    pieces = split_spaces(differences(old, new))
    return "".join(space + SIGNS[change].format(text) for space, (change, text) in pieces).strip()


def test_it_works():
    assert shown("Manage a small team", "Manage and lead small teams") == (
        "Manage [-a] [+and lead] small [-team] [+teams]"
    )


def test_what_is_alike_has_no_differences():
    assert differences("Plan work", "Plan  work") == plain_pieces("Plan  work")


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


def test_key_words_are_all_words_where_none_carries_the_meaning():
    assert Words.of("To be, or a 7").key_words == ["to", "be", ",", "or", "a", "7"]
    assert Words.of("To manage the team").key_words == ["manag", "team"]


def test_a_sentence_that_stands_elsewhere_has_moved():
    old = "Plan the work. Lead a team well. Report on it."
    assert shown(old, "Lead a team well. Plan the work. Report on them.") == (
        "Lead a team well. [~Plan the work.] Report on [-it] [+them]."
    )
    assert shown(old, "Plan the work. Report on it. Lead a team well.") == (
        "Plan the work. [~Report on it.] Lead a team well."
    )


def test_a_moved_sentence_stays():
    assert share_kept("Plan the work. Lead a team.", "Lead a team. Plan the work.") == 1


def test_how_many_words_stay():
    assert share_kept("Plan the budget", "Plan the work") == 2 / 3
    assert share_kept(";", ",") == 1


texts = st.text(min_size=1).filter(str.strip)
phrases = st.lists(
    st.sampled_from(
        [
            "a",
            "the",
            "plan",
            "Plans",
            ",",
            ".",
            "; and",
            "39,333",
            "co-ordinate\n",
            "lead the team.",
            "plan all work;",
        ]
    ),
    min_size=1,
).map(" ".join)
some_text = texts | phrases


def words_that_are(pieces, change):
    return [
        word for piece in pieces if piece.change is change for word in Words.of(piece.text).words
    ]


@given(some_text)
def test_the_words_of_a_text_are_the_text(text):
    assert "".join(Words.of(text).tokens) == text


@given(some_text, some_text)
def test_no_text_is_lost_or_changed(old, new):
    pieces = differences(old, new)
    assert "".join(piece.text for piece in pieces if piece.change is not WordChange.REMOVED) == new
    kept = [
        word
        for piece in pieces
        if piece.change is not WordChange.ADDED
        for word in Words.of(piece.text).words
    ]
    if WordChange.MOVED in {piece.change for piece in pieces}:
        assert sorted(kept) == sorted(Words.of(old).words)
    else:
        assert kept == list(Words.of(old).words)


@given(some_text)
def test_against_itself_nothing_differs(text):
    assert {piece.change for piece in differences(text, text)} == {WordChange.SAME}


@given(some_text, some_text)
def test_the_other_way_round_added_and_removed_change_places(old, new):
    there, back = differences(old, new), differences(new, old)
    assert words_that_are(there, WordChange.ADDED) == words_that_are(back, WordChange.REMOVED)
    assert words_that_are(there, WordChange.REMOVED) == words_that_are(back, WordChange.ADDED)
    assert words_that_are(there, WordChange.SAME) == words_that_are(back, WordChange.SAME)
    assert sorted(words_that_are(there, WordChange.MOVED)) == sorted(
        words_that_are(back, WordChange.MOVED)
    )
