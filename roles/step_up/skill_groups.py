"""The skills of a step-up sheet as they are written down, by what became of them."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from capframe.base.absence import describe_absences
from capframe.base.outcomes import Outcome
from capframe.base.worddiff import Piece, WordChange, plain_pieces
from roles.compare.level_increases import LevelIncrease
from roles.profiles import RequiredSkill
from roles.step_up.skill_changes import SkillChange, SkillOutcome
from roles.step_up.step import StepUp

SKILL_TITLES = {
    SkillOutcome.RAISED: "Raised",
    SkillOutcome.OTHER: "At another level",
    SkillOutcome.NEW: "New",
    SkillOutcome.KEPT: "Kept",
    SkillOutcome.LOWERED: "At a lower level",
    SkillOutcome.NOT_STATED: "Not stated at {}",
}
LABELS: dict[Outcome | None, str] = {Outcome.NEW: "New", Outcome.REWRITTEN: "Rewritten"}
NO_BEHAVIOURS = "Where a skill shows no behaviours, the source gives none that its level adds."


class BehaviourLine(NamedTuple):
    """A behaviour with its added words marked.

    Args:
        label: that it is new or rewritten; empty for a reworded one, and under a new skill.
        before: of a rewritten one, what is said at the level asked for before, and which that is.
    """

    label: str
    pieces: tuple[Piece, ...]
    before: str = ""
    level_before: str = ""


@dataclass(frozen=True, slots=True)
class SkillLine:
    """One skill.

    Args:
        levels: at which level it is asked for, or from which one to which.
        behaviours: of a raised skill, what the level reached adds; of a new one, what it asks.
    """

    skill: RequiredSkill
    levels: str
    behaviours: tuple[BehaviourLine, ...] = ()


@dataclass(frozen=True, slots=True)
class SkillGroup:
    """Skills that share one outcome. ``in_full``: with the behaviours that are to be shown."""

    title: str
    in_full: bool
    lines: tuple[SkillLine, ...]


def skill_groups(step: StepUp) -> Iterator[SkillGroup]:
    """The skills by what became of them: first what is to be learned."""
    for outcome, title in SKILL_TITLES.items():
        changes = step.skills_that_are(outcome)
        if changes:
            one_side = f"{only_side(step, outcome)} asks for"
            yield SkillGroup(
                title=one_side if step.without_skills else title.format(step.names[1]),
                in_full=outcome in (SkillOutcome.RAISED, SkillOutcome.NEW),
                lines=tuple(map(skill_line, changes)),
            )


def skills_remark(groups: Sequence[SkillGroup]) -> str:
    """What the sources do not say of the skills, once for all of them."""
    levels = (line.levels for group in groups for line in group.lines)
    in_full = (line for group in groups if group.in_full for line in group.lines)
    missing = "" if all(line.behaviours for line in in_full) else NO_BEHAVIOURS
    return " ".join(filter(None, (*describe_absences({"level": levels}), missing)))


def only_side(step: StepUp, outcome: SkillOutcome) -> str:
    """Which role level has skills with this outcome, where no source names any for the other."""
    start, goal = step.names
    return goal if outcome is SkillOutcome.NEW else start


def skill_line(change: SkillChange) -> SkillLine:
    """A skill with its levels, and what is asked at the level reached that was not before."""
    levels = describe_levels(change)
    if change.increase:
        added = tuple(added_behaviours(change.increase))
        return SkillLine(change.skill, levels, added)
    if change.outcome is SkillOutcome.NEW:
        asked = tuple(
            BehaviourLine(
                "", behaviour_pieces(one.effective, plain_pieces(one.effective or one.ineffective))
            )
            for one in change.skill.indicators
        )
        return SkillLine(change.skill, levels, asked)
    return SkillLine(change.skill, levels)


def describe_levels(change: SkillChange) -> str:
    levels = [skill.level for skill in (change.before, change.after) if skill]
    if len(set(levels)) == 1:
        return levels[0] or ""
    before, after = levels
    if before and after:
        return f"from {before} to {after}"
    return f"{before}, then no level named" if before else f"no level named, then {after}"


def added_behaviours(increase: LevelIncrease) -> Iterator[BehaviourLine]:
    """What the level reached says that the one before does not, without the words removed."""
    for one in increase.added:
        is_given = one.effective.outcome not in (None, Outcome.NOT_STATED)
        half = one.effective if is_given else one.ineffective
        pieces = tuple(piece for piece in half.pieces if piece.change is not WordChange.REMOVED)
        label = LABELS.get(half.outcome, "")
        if label or any(piece.change is WordChange.ADDED for piece in pieces):
            before = half.before if half.outcome is Outcome.REWRITTEN else ""
            said = behaviour_pieces(is_given, pieces)
            yield BehaviourLine(label, said, before, increase.lower.level or "")


def behaviour_pieces(is_effective: object, pieces: tuple[Piece, ...]) -> tuple[Piece, ...]:
    """The effective behaviour; where the source gives none, the ineffective one, called so."""
    return pieces if is_effective else (*plain_pieces("Ineffective: "), *pieces)
