"""What a higher level of a skill asks for beyond a lower one, behaviour by behaviour.

Plain, frozen objects, part of the comparison and of the step-up sheet.
"""

from dataclasses import dataclass

from capframe.base.pairing import pair
from capframe.base.worddiff import Piece, WordChange, Words, plain_pieces, word_differences
from roles.compare.statement_rows import Outcome
from roles.profiles import IndicatorPair, RequiredSkill


@dataclass(frozen=True, slots=True)
class IndicatorChange:
    """A pair of behaviours of the higher level, or one that only the lower level has.

    Args:
        effective, ineffective: the behaviours with the changed words marked; empty where the
            source gives none.
        editors_note: the editors' remark on the pair.
    """

    outcome: Outcome
    effective: tuple[Piece, ...]
    ineffective: tuple[Piece, ...]
    editors_note: str


@dataclass(frozen=True, slots=True)
class LevelIncrease:
    """One skill asked for at a lower and then at a higher level, or the other way round."""

    lower: RequiredSkill
    upper: RequiredSkill
    indicators: tuple[IndicatorChange, ...]

    @property
    def added(self) -> tuple[IndicatorChange, ...]:
        """What the level reached asks for beyond the other: new behaviours and reworded ones."""
        more = (Outcome.NEW, Outcome.REWORDED)
        return tuple(one for one in self.indicators if one.outcome in more)


def is_raised(lower: RequiredSkill, upper: RequiredSkill) -> bool:
    """Whether the second asks for the skill at a higher level; not where either names none."""
    if lower.level_position is None or upper.level_position is None:
        return False
    return lower.level_position < upper.level_position


def increase_between(
    lower: RequiredSkill | None, upper: RequiredSkill | None
) -> LevelIncrease | None:
    """What one role level adds to another, where both ask for a skill and it at a higher level."""
    return compare_levels(lower, upper) if lower and upper and is_raised(lower, upper) else None


def compare_levels(lower: RequiredSkill, upper: RequiredSkill) -> LevelIncrease:
    old = [words_of(indicator) for indicator in lower.indicators]
    new = [words_of(indicator) for indicator in upper.indicators]
    paired = pair(old, new)
    before = {place: lower.indicators[other] for other, place in paired.items()}
    changes = [
        paired_change(before[place], after)
        if place in before
        else unpaired_change(Outcome.NEW, after)
        for place, after in enumerate(upper.indicators)
    ]
    left = (one for place, one in enumerate(lower.indicators) if place not in paired)
    not_stated = (unpaired_change(Outcome.NOT_STATED, one) for one in left)
    return LevelIncrease(lower, upper, (*changes, *not_stated))


def words_of(indicator: IndicatorPair) -> Words:
    """The words by which a pair of behaviours is known: its effective one, where it has one."""
    return Words.of(indicator.effective or indicator.ineffective)


def paired_change(before: IndicatorPair, after: IndicatorPair) -> IndicatorChange:
    """A pair of behaviours that both levels have, perhaps in other words."""
    effective = word_differences(Words.of(before.effective), Words.of(after.effective))
    ineffective = word_differences(Words.of(before.ineffective), Words.of(after.ineffective))
    same = all(piece.change is WordChange.SAME for piece in (*effective, *ineffective))
    outcome = Outcome.KEPT if same else Outcome.REWORDED
    return IndicatorChange(outcome, effective, ineffective, after.editors_note)


def unpaired_change(outcome: Outcome, indicator: IndicatorPair) -> IndicatorChange:
    """A pair of behaviours that only one of the levels has."""
    return IndicatorChange(
        outcome,
        plain_pieces(indicator.effective),
        plain_pieces(indicator.ineffective),
        indicator.editors_note,
    )
