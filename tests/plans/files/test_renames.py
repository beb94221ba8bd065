"""What a file leaves out and what is new in it: which of both may be the same."""

from hypothesis import given
from hypothesis import strategies as st

from capframe.plans.files.name_index import NameIndex
from capframe.plans.files.renames import (
    MOST_CANDIDATES,
    Traits,
    find_candidates,
    find_gone,
    pair_renamed,
)

TEXT = "Plans the work of a team, agrees what is needed and looks at what came of it."
OTHER = "Keeps accounts for several offices and answers questions that auditors have of them."


def pair(gone, new):
    """Names of gone ones by names of new ones."""
    pks = dict(enumerate(gone, start=1))
    found = pair_renamed(pks, dict(zip("abcdefghij", new, strict=False)))
    return {one: pks[pk].title for one, pk in found.items()}


def test_nearly_the_same_text_tells():
    gone = Traits("Planning", (TEXT,)), Traits("Accounts", (OTHER,))
    new = Traits("Bookkeeping", (OTHER.upper(),)), Traits("Team", (TEXT.replace("needed", "due"),))
    assert pair(gone, new) == {"a": "Accounts", "b": "Planning"}


def test_the_same_users_tell():
    gone = Traits("Planning", users=frozenset({1, 2, 3, 4, 5}))
    new = Traits("Organising", users=frozenset({1, 2, 3, 4}))
    assert pair([gone], [new]) == {"a": "Planning"}


def test_a_single_user_tells_nothing():
    assert pair([Traits("A", users=frozenset({1}))], [Traits("B", users=frozenset({1}))]) == {}


def test_users_of_several_tell_nothing_without_names_that_are_alike():
    users = frozenset(range(10))
    gone = [Traits("Public speaking", users=users), Traits("Law", users=users)]
    new = [Traits("Speaking in public", users=users), Traits("Numbers", users=users)]
    assert pair(gone, new) == {"a": "Public speaking"}


def test_half_of_the_text_is_enough_where_the_names_are_alike():
    half = f"{TEXT} {OTHER}"
    assert pair([Traits("Planning work", (TEXT,))], [Traits("Planning of work", (half,))])
    assert not pair([Traits("Planning work", (TEXT,))], [Traits("Law", (half,))])


def test_names_alone_and_short_texts_tell_nothing():
    gone, new = (
        Traits("Planning work", ("Plans work.",)),
        Traits("Planning works", ("Plans work.",)),
    )
    assert pair([gone], [new]) == {}


def test_a_code_tells():
    assert pair([Traits("A", code="P7")], [Traits("B", code="P7"), Traits("C")]) == {"a": "A"}
    assert pair([Traits("A")], [Traits("B")]) == {}


def test_the_likeliest_is_taken_and_each_but_once():
    gone = [Traits("Planning", (TEXT, OTHER))]
    new = [
        Traits("One", (TEXT, OTHER, "And a sentence more, of which nobody has heard before.")),
        Traits("Two", (TEXT, OTHER)),
    ]
    assert pair(gone, new) == {"b": "Planning"}


def test_never_all_pairs_are_looked_at():
    """Of what nearly all of them share, none is a candidate."""
    many = {pk: Traits(f"Skill {pk}", (f"{TEXT} word{pk}x",)) for pk in range(2000)}
    pairs = list(find_candidates(many, {f"{pk}": traits for pk, traits in many.items()}))
    assert len(pairs) <= MOST_CANDIDATES * 2000
    assert {(pk, str(pk)) for pk in many} <= set(pairs)


TRAITS = st.builds(
    Traits,
    title=st.sampled_from(["Planning", "Planning work", "Law", "Numbers"]),
    texts=st.lists(st.sampled_from([TEXT, OTHER, TEXT[:40], ""]), max_size=3).map(tuple),
    users=st.frozensets(st.integers(1, 6), max_size=6),
    code=st.sampled_from(["", "", "P7"]),
)


@given(st.lists(TRAITS, max_size=6), st.lists(TRAITS, max_size=6))
def test_each_is_one_at_most_whatever_there_is(gone, new):
    found = pair_renamed(dict(enumerate(gone)), {f"new {n}": one for n, one in enumerate(new)})
    assert len(set(found.values())) == len(found)


def left_out(named, withdrawn=()):
    index = NameIndex((pk, f"Skill {pk}", f"s{pk}") for pk in range(1, 6))
    index.add("new", "New")
    return find_gone(index, named, lambda pk: pk not in withdrawn)


def test_what_is_not_named_goes_where_most_others_are():
    assert left_out([1, 2, 3, 4, "new"]) == {5}
    assert left_out([1, 2, "new"]) == {3, 4, 5}
    assert left_out([1, "new"]) == set()


def test_what_was_withdrawn_before_does_not_go():
    assert left_out([1, 2, 3], withdrawn=[4]) == {5}


def test_the_only_one_may_go():
    assert find_gone(NameIndex([(1, "A", "a")]), ["new"], lambda pk: True) == {1}
