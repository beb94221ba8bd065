from hypothesis import given
from hypothesis import strategies as st

from capframe.plans.changes import Change, Outcome, Whole
from capframe.plans.pieces import LoosePiece, PieceHead, pack_piece
from capframe.plans.plan import PIECE, Plan

ROLE, STATEMENT = "roles.role", "roles.statement"
MADE = Change(ROLE, -1, None, {"title": "A"}, 3, 7)
CHANGED = Change(ROLE, 8, {"title": "A"}, {"title": "B"}, 4)
BACK = Change(ROLE, 9, {"status": "withdrawn"}, {"status": "draft"}, 4)
REMOVED = Change(STATEMENT, 5, {"text": "A"}, None, 4)
PIECE_OF_ALL = LoosePiece(3, [Whole(ROLE, -1, "A")], [MADE, CHANGED, BACK, REMOVED])


def test_the_head_says_where_it_stands_in_the_plan_and_what_it_holds():
    head = PIECE_OF_ALL.head
    assert (head.first_whole, head.named, head.lowest, head.highest) == (3, 1, 3, 4)
    assert (head.numbers, head.size) == ((-1, -1), 4)
    assert head.has([Outcome.REMOVED])
    assert not head.has([Outcome.WITHDRAWN])
    assert PieceHead.from_json(head.as_json()) == head


def test_the_index_names_every_entry():
    index = PIECE_OF_ALL.index
    assert index.touched == {3: 1, 4: 3}
    assert index.entries == {
        "created": {ROLE: [-1]},
        "changed": {ROLE: [8]},
        "back": {ROLE: [9]},
        "removed": {STATEMENT: [5]},
    }


def test_a_packed_piece_is_the_same():
    packed = pack_piece(PIECE_OF_ALL)
    assert (packed.head, packed.index) == (PIECE_OF_ALL.head, PIECE_OF_ALL.index)
    assert packed.read() == PIECE_OF_ALL.read()
    assert packed.dump() == PIECE_OF_ALL.dump()
    assert pack_piece(packed) is packed


def plan_of(*sizes):
    """A plan that changes so many entries of each whole."""
    plan = Plan()
    for number, size in enumerate(sizes):
        place = plan.add_whole(Whole(ROLE, number + 1, f"Role {number}"))
        for part in range(size):
            plan.add(Change(STATEMENT, 10_000 * number + part + 1, {"text": "A"}, {}, place))
    return plan


def test_a_piece_ends_where_the_next_whole_begins():
    plan = plan_of(PIECE - 1, 2, 1)
    assert [piece.head.size for piece in plan.pieces] == [PIECE + 1, 1]


def test_a_whole_as_large_as_several_pieces_is_cut():
    plan = plan_of(5, 9_000, 5)
    assert [piece.head.size for piece in plan.pieces] == [4_000, 4_000, 1_005, 5]
    assert len(plan.changes_in([1])[1]) == 9_000
    assert plan.wholes[2] == Whole(ROLE, 3, "Role 2")
    assert len(plan.changes) == 9_010


@given(st.lists(st.integers(min_value=1, max_value=1_500), max_size=4))
def test_what_is_packed_is_found_again(sizes):
    plan = plan_of(*sizes)
    assert [whole.title for whole in plan.wholes] == [f"Role {n}" for n in range(len(sizes))]
    assert {n: len(some) for n, some in plan.changes_in(range(len(sizes))).items()} == dict(
        enumerate(sizes)
    )
    wanted = {STATEMENT: {10_000 * number + 1 for number in range(len(sizes))}}
    assert {change.pk for change in plan.find(wanted, Outcome.CHANGED)} == wanted[STATEMENT]
    assert not plan.find(wanted, Outcome.REMOVED)


def test_only_what_holds_an_outcome_is_unpacked(monkeypatch):
    plan = plan_of(PIECE, PIECE)
    whole = plan.add_whole(Whole(ROLE, 9, "Gone"))
    plan.add(Change(ROLE, 9, {"title": "A"}, None, whole))
    read = []
    monkeypatch.setattr("capframe.plans.pieces.unpack_changes", lambda packed: read.append(1) or [])
    assert [len(batch) for batch in plan.batches(Outcome.REMOVED)] == [1]
    assert read == []
    assert plan.keys(Outcome.REMOVED) == {ROLE: {9}}


def test_a_whole_that_nothing_stands_in_is_not_touched():
    wholes = [Whole(ROLE, number, "A") for number in (1, 2, 3)]
    plan = Plan(wholes, [Change(ROLE, 3, {}, {}, 2), Change(ROLE, 1, {}, {}, 0)])
    assert list(plan.touched_wholes()) == [0, 2]
    assert list(plan_of(1, 1).touched_wholes()) == [0, 1]
    in_none = Plan([], [Change(ROLE, 3, {}, {}, -1)])
    assert list(in_none.touched_wholes()) == [-1]
