"""What a higher level of a skill asks for beyond a lower one, behaviour by behaviour.

Plain, frozen objects, part of the comparison and of the step-up sheet.
"""

from dataclasses import dataclass

from capframe.base.pairing import pair
from capframe.base.worddiff import Piece, Words, plain_pieces
from roles.compare.statement_rows import Outcome, change_between
from roles.profiles import IndicatorPair, RequiredSkill


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


@dataclass(frozen=True, slots=True)
class LevelIncrease:
    """One skill asked for at a lower and then at a higher level, or the other way round."""

    lower: RequiredSkill
    upper: RequiredSkill
    indicators: tuple[IndicatorChange, ...]

    @property
    def words(self) -> str:
        """How far apart both levels are: “one level higher”."""
        return levels_apart(self.lower, self.upper)

    @property
    def added(self) -> tuple[IndicatorChange, ...]:
        """What the level reached asks for beyond the other: new behaviours and changed ones."""
        more = (Outcome.NEW, Outcome.REWORDED, Outcome.REWRITTEN)
        return tuple(one for one in self.indicators if one.outcome in more)


def is_raised(lower: RequiredSkill, upper: RequiredSkill) -> bool:
    """Whether the second asks for the skill at a higher level; not where either names none."""
    if lower.level_position is None or upper.level_position is None:
        return False
    return lower.level_position < upper.level_position


def levels_apart(before: RequiredSkill, after: RequiredSkill) -> str:
    """“One level higher”, “2 levels lower”; empty where a source gives no level for one of both."""
    if before.level_position is None or after.level_position is None:
        return ""
    number = after.level_position - before.level_position
    size = "one level" if abs(number) == 1 else f"{abs(number)} levels"
    return f"{size} {'higher' if number > 0 else 'lower'}"


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
        outcome, pieces = change_between(Words.of(before), Words.of(after))
        return BehaviourChange(outcome, pieces or plain_pieces(after), before)
    one_side = Outcome.NEW if after else Outcome.NOT_STATED if before else None
    return BehaviourChange(one_side, plain_pieces(after or before), before)
