"""What a higher level of a skill asks for beyond a lower one, behaviour by behaviour.

Plain, frozen objects, part of the comparison and of the step-up sheet.
"""

from dataclasses import dataclass

from capframe.base.pairing import pair
from capframe.base.worddiff import Piece, WordChange, Words, plain_pieces, word_differences
from roles.compare.threads import Fate
from roles.profiles import IndicatorPair, RequiredSkill


@dataclass(frozen=True, slots=True)
class IndicatorChange:
    """A pair of behaviours of the higher level, or one of the lower level that is gone.

    Args:
        effective, ineffective: the behaviours with the changed words marked; empty where the
            source gives none.
        editors_note: the editors' remark on the pair.
    """

    fate: Fate
    effective: tuple[Piece, ...]
    ineffective: tuple[Piece, ...]
    editors_note: str


@dataclass(frozen=True, slots=True)
class Rise:
    """One skill asked for at a lower and then at a higher level, or the other way round."""

    lower: RequiredSkill
    upper: RequiredSkill
    indicators: tuple[IndicatorChange, ...]

    @property
    def added(self) -> tuple[IndicatorChange, ...]:
        """What the level reached asks for beyond the other: new behaviours and reworded ones."""
        return tuple(one for one in self.indicators if one.fate in (Fate.NEW, Fate.REWORDED))


def is_raised(lower: RequiredSkill, upper: RequiredSkill) -> bool:
    """Whether the second asks for the skill at a higher level; not where either names none."""
    if lower.level_position is None or upper.level_position is None:
        return False
    return lower.level_position < upper.level_position


def rise(lower: RequiredSkill, upper: RequiredSkill) -> Rise:
    """What changes in the behaviours from one level of a skill to another."""
    old = [words_of(pair) for pair in lower.indicators]
    new = [words_of(pair) for pair in upper.indicators]
    made = pair(old, new)
    before = {place: lower.indicators[other] for other, place in made.items()}
    changes = [
        change(before[place], after) if place in before else only(Fate.NEW, after)
        for place, after in enumerate(upper.indicators)
    ]
    left = (one for place, one in enumerate(lower.indicators) if place not in made)
    return Rise(lower, upper, (*changes, *(only(Fate.GONE, one) for one in left)))


def words_of(indicator: IndicatorPair) -> Words:
    """The words by which a pair of behaviours is known: its effective one, where it has one."""
    return Words.of(indicator.effective or indicator.ineffective)


def change(before: IndicatorPair, after: IndicatorPair) -> IndicatorChange:
    """A pair of behaviours that both levels have, perhaps in other words."""
    effective = word_differences(Words.of(before.effective), Words.of(after.effective))
    ineffective = word_differences(Words.of(before.ineffective), Words.of(after.ineffective))
    same = all(piece.change is WordChange.SAME for piece in (*effective, *ineffective))
    fate = Fate.KEPT if same else Fate.REWORDED
    return IndicatorChange(fate, effective, ineffective, after.editors_note)


def only(fate: Fate, pair: IndicatorPair) -> IndicatorChange:
    """A pair of behaviours that one of the levels has alone."""
    effective, ineffective = plain_pieces(pair.effective), plain_pieces(pair.ineffective)
    return IndicatorChange(fate, effective, ineffective, pair.editors_note)
