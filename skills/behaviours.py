"""The behaviours that show a skill at a level, and what became of them at a higher one.

Plain, frozen objects: of a skill's page, of the comparison and of the step-up sheet.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from capframe.base.outcomes import Outcome, change_between
from capframe.base.pairing import pair
from capframe.base.worddiff import Piece, plain_pieces
from capframe.base.words import Words


class IndicatorPair(NamedTuple):
    """An effective behaviour and the ineffective one beside it."""

    effective: str
    ineffective: str
    editors_note: str


@dataclass(frozen=True, slots=True)
class BehaviourChange:
    """One half of a pair of behaviours; without an outcome where neither level has one.

    Args:
        pieces: the behaviour of the higher level, of a reworded one with the changed words marked;
            where only the lower level has one, that.
        before: what the lower level says; empty for nothing.
    """

    outcome: Outcome | None
    pieces: tuple[Piece, ...]
    before: str


@dataclass(frozen=True, slots=True)
class IndicatorChange:
    """A pair of behaviours of the higher level, or one that only the lower level has.

    Args:
        editors_note: the editors' remark on the pair.
    """

    outcome: Outcome
    effective: BehaviourChange
    ineffective: BehaviourChange
    editors_note: str


def behaviour_changes(
    lower: Sequence[IndicatorPair], upper: Sequence[IndicatorPair]
) -> tuple[IndicatorChange, ...]:
    """What became of each pair at the upper level, then what only the lower one has."""
    paired = pair_behaviours(lower, upper)
    changes = changes_at(lower, upper, paired)
    left = (one for place, one in enumerate(lower) if place not in paired.values())
    return (*changes, *(unpaired_change(Outcome.NOT_STATED, one) for one in left))


def pair_behaviours(
    lower: Sequence[IndicatorPair], upper: Sequence[IndicatorPair]
) -> dict[int, int]:
    """Places at the upper level to places at the lower one, of pairs that say the same thing."""
    paired = pair([words_of(one) for one in lower], [words_of(one) for one in upper])
    return {place: other for other, place in paired.items()}


def changes_at(
    lower: Sequence[IndicatorPair], upper: Sequence[IndicatorPair], paired: Mapping[int, int]
) -> tuple[IndicatorChange, ...]:
    """What became of each pair of behaviours of the upper level.

    Args:
        lower: those of the level before.
        upper: those of the level.
        paired: as ``pair_behaviours`` makes them.
    """
    return tuple(
        paired_change(lower[paired[place]], after)
        if place in paired
        else unpaired_change(Outcome.NEW, after)
        for place, after in enumerate(upper)
    )


def words_of(indicator: IndicatorPair) -> Words:
    """The words by which a pair of behaviours is known: its effective one, where it has one."""
    return Words.of(indicator.effective or indicator.ineffective)


def paired_change(before: IndicatorPair, after: IndicatorPair) -> IndicatorChange:
    """A pair of behaviours that both levels have, perhaps in other words."""
    effective = behaviour_change(before.effective, after.effective)
    ineffective = behaviour_change(before.ineffective, after.ineffective)
    if {effective.outcome, ineffective.outcome} <= {None, Outcome.KEPT}:
        outcome = Outcome.KEPT
    else:
        rewritten = effective.outcome is Outcome.REWRITTEN
        outcome = Outcome.REWRITTEN if rewritten else Outcome.REWORDED
    return IndicatorChange(outcome, effective, ineffective, after.editors_note)


def unpaired_change(outcome: Outcome, indicator: IndicatorPair) -> IndicatorChange:
    """A pair of behaviours that only one of the levels has."""
    is_new = outcome is Outcome.NEW
    effective, ineffective = (
        behaviour_change("" if is_new else text, text if is_new else "")
        for text in (indicator.effective, indicator.ineffective)
    )
    return IndicatorChange(outcome, effective, ineffective, indicator.editors_note)


def behaviour_change(before: str, after: str) -> BehaviourChange:
    """What became of a behaviour that both levels have, or one of them, or neither."""
    if before and after:
        outcome, differences = change_between(Words.of(before), Words.of(after))
        pieces = differences.pieces if differences else plain_pieces(after)
        return BehaviourChange(outcome, pieces, before)
    one_side = Outcome.NEW if after else Outcome.NOT_STATED if before else None
    return BehaviourChange(one_side, plain_pieces(after or before), before)
