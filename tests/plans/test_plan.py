from collections import Counter

from hypothesis import given
from hypothesis import strategies as st

from capframe.plans.changes import Change, Whole
from capframe.plans.pieces import LoosePiece, pack_piece
from capframe.plans.plan import Plan

MADE = Change("roles.role", -1, None, {"title": "A"}, 0, 3)
CHANGED = Change("roles.role", 7, {"title": "A"}, {"title": "B"}, 0)
REMOVED = Change("roles.statement", 8, {"text": "A"}, None, 0)
WITHDRAWN = Change("roles.role", 9, {"status": "published"}, {"status": "withdrawn"}, 0)


def test_it_counts_what_happens_to_each_model():
    plan = Plan(
        [Whole("roles.role", -1, "A")],
        [MADE, CHANGED, REMOVED, WITHDRAWN],
        Counter({"roles.role": 4, "roles.section": 0}),
    )
    assert plan.counts == {
        "created": {"roles.role": 1},
        "changed": {"roles.role": 1},
        "unchanged": {"roles.role": 4},
        "withdrawn": {"roles.role": 1, "roles.statement": 1},
    }


def test_a_level_made_withdrawn_is_created():
    made = Change("roles.role", -1, None, {"status": "withdrawn"}, 0)
    assert made.outcome.counted_as == "created"


def test_what_was_withdrawn_and_comes_back_is_changed():
    back = Change("roles.role", 9, {"status": "withdrawn"}, {"status": "published"}, 0)
    assert (back.outcome, back.outcome.counted_as) == ("back", "changed")


values = st.dictionaries(st.text(), st.none() | st.integers() | st.text(), max_size=3)
changes = st.builds(
    Change,
    st.sampled_from(["roles.role", "roles.statement"]),
    st.integers(),
    st.none() | values,
    st.none() | values,
    st.just(0),
    st.integers(min_value=0),
)


@given(st.lists(changes, max_size=5))
def test_it_is_kept_as_it_is(made):
    plan = Plan([Whole("roles.role", 1, "Ä")], made, Counter({"roles.role": 2}), {"roles.role": 5})
    kept = [pack_piece(piece) for piece in plan.pieces]
    assert Plan((), (), plan.unchanged, plan.history_versions, pieces=kept) == plan


def test_the_digest_says_whether_the_same_is_changed():
    first = Plan([Whole("roles.role", -1, "A")], [MADE], history_versions={"roles.role": 1})
    same = Plan([Whole("roles.role", -1, "A")], [MADE], history_versions={"roles.role": 2})
    other = Plan([Whole("roles.role", -1, "A")], [CHANGED], history_versions={"roles.role": 1})
    assert first.digest == same.digest != other.digest


@given(st.lists(changes, max_size=5), st.integers(min_value=0, max_value=5))
def test_the_digest_is_the_same_wherever_the_pieces_are_cut(made, place):
    whole = Whole("roles.role", 1, "Ä")
    cut = [pack_piece(LoosePiece(0, [whole], made[:place])), LoosePiece(1, [], made[place:])]
    assert Plan(pieces=cut).digest == Plan([whole], made).digest
