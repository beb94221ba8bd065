"""What a step-up sheet says in sentences, for the page, the file and “Where next?”.

They read aloud in every direction: the level to go to may be the less senior one, or another
organisation's.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from capframe.base.worddiff import Words
from roles.compare.threads import Fate
from roles.step_up.step import PayChange, SkillChange, SkillFate, StatementChange, StepUp

TWO_SOURCES = "The two come from different documents: what one does not say, it may still ask for."
NO_QUALIFICATION = "Neither level names a qualification in a statement of its own."


def summary(step: StepUp) -> tuple[str, ...]:
    """The sheet in a few paragraphs: skills, statements, qualifications and pay."""
    pay = [pay_said(step.names, change) for change in step.pay]
    paragraphs = (
        " ".join(skills_said(step)),
        " ".join(statements_said(step)),
        " ".join(qualifications_said(step.qualifications)),
        " ".join(pay) or "No pay is stated for either.",
    )
    same_source = step.start.source == step.goal.source
    return paragraphs if same_source else (*paragraphs, TWO_SOURCES)


def reasons(step: StepUp) -> str:
    """How much of the goal carries over from the start, in one paragraph on the start's page."""
    return " ".join((*shared_skills_said(step), statements_compared(step, "It", "here")))


def carried_said(step: StepUp) -> str:
    """Which share of the goal's skills and statements carries over; empty where it has neither."""
    carried = ((step.skills_carried, "skills"), (step.statements_carried, "statements"))
    shares = [f"{one.percent}% of its {what}" for one, what in carried if one.asked]
    return f"{listed(shares)} carry over." if shares else ""


def skills_said(step: StepUp) -> Iterator[str]:
    """What becomes of the skills, each by its name."""
    _, goal = step.names
    if step.without_skills:
        without = listed(step.without_skills, "or")
        yield f"The source names no skills or competencies for {without}: none can be compared."
        return
    yield f"{goal} asks for {counted(len(step.goal.required_skills), *skill_words(step))}."
    yield from moves_said(step.skills_that_are(SkillFate.RAISED), "rises", "rise")
    for fate, said in ((SkillFate.NEW, "new"), (SkillFate.KEPT, "kept")):
        changes = step.skills_that_are(fate)
        if changes:
            yield f"{counted(len(changes), 'is', 'are')} {said}: {with_levels(changes)}."
    yield from moves_said(step.skills_that_are(SkillFate.LOWERED), "goes down", "go down")
    gone = step.skills_that_are(SkillFate.GONE)
    if gone:
        yield f"No longer asked for: {with_levels(gone)}."


def moves_said(changes: Sequence[SkillChange], one: str, several: str) -> Iterator[str]:
    """Which skills go from one level to another, a sentence for each two levels."""
    for (before, after), same in groupby(sorted(changes, key=levels), key=levels):
        names = [change.skill.title for change in same]
        yield f"{counted(len(names), one, several)} from {before} to {after}: {listed(names)}."


def levels(change: SkillChange) -> tuple[str, ...]:
    """The titles of the levels that a skill goes from and to."""
    return tuple(skill.level or "" for skill in (change.before, change.after) if skill)


def with_levels(changes: Iterable[SkillChange]) -> str:
    """The skills by name, each with its level where the source names one."""
    skills = [change.skill for change in changes]
    return listed([f"{one.title} ({one.level})" if one.level else one.title for one in skills])


def skill_words(step: StepUp) -> tuple[str, str]:
    """One and several of what the two ask for: competencies, where they are nothing else."""
    if {change.skill.kind for change in step.skills} == {"competency"}:
        return "competency", "competencies"
    return "skill", "skills"


def shared_skills_said(step: StepUp) -> Iterator[str]:
    """How many of the start's skills the goal asks for too, and what it asks for besides."""
    if step.without_skills:
        yield from skills_said(step)
        return
    raised, new, gone = map(step.skills_that_are, (SkillFate.RAISED, SkillFate.NEW, SkillFate.GONE))
    own = len(step.start.required_skills)
    higher = f", {len(raised)} of them at a higher level" if raised else ""
    all_of_them = counted(own, *skill_words(step))
    yield f"Asks for {own - len(gone)} of the {all_of_them} asked for here{higher}."
    if new:
        yield f"{counted(len(new), 'is', 'are')} new: {with_levels(new)}."


def statements_said(step: StepUp) -> Iterator[str]:
    """How many statements there are of each fate."""
    start, goal = step.names
    yield statements_compared(step, goal, f"at {start}")
    gone = step.fates[Fate.GONE]
    if gone:
        what = counted(gone, f"statement of {start} is", f"statements of {start} are")
        yield f"{what} no longer asked."


def statements_compared(step: StepUp, goal: str, at_the_start: str) -> str:
    """How many of the goal's statements are kept, reworded and new; how to call both is given."""
    kept, reworded, new = (step.fates[fate] for fate in (Fate.KEPT, Fate.REWORDED, Fate.NEW))
    asked = kept + reworded + new
    if not asked:
        return f"The source gives no statements for {step.names[1]}."
    return (
        f"{goal} has {counted(asked, 'statement', 'statements')}: "
        f"{counted(kept, 'stands', 'stand')} {at_the_start} in the same words, "
        f"{counted(reworded, 'is', 'are')} reworded and {counted(new, 'is', 'are')} new."
    )


def qualifications_said(changes: Sequence[StatementChange]) -> Iterator[str]:
    """What becomes of the statements that speak of a qualification, in their own words."""
    if not changes:
        yield NO_QUALIFICATION
    for fate, said in (
        (Fate.NEW, "New among the qualifications"),
        (Fate.REWORDED, "Qualifications reworded"),
        (Fate.KEPT, "Qualifications kept"),
        (Fate.GONE, "Qualifications no longer asked for"),
    ):
        texts = [f"“{wording(one.statement.bare)}”" for one in changes if one.fate is fate]
        if texts:
            yield f"{said}: {listed(texts)}."


def wording(text: str) -> str:
    """The text without what only joins it to the next one, as in “; and”."""
    words = Words.of(text)
    return "".join(words.tokens[: len(words.wording)]).strip()


def pay_said(names: tuple[str, str], change: PayChange) -> str:
    """Pay at a location before and after, or for which of the two it is not stated."""
    before, after = (pay and pay.amounts for pay in (change.before, change.after))
    if before and after:
        becomes = "stays the same" if before == after else f"becomes {after}"
        return f"{change.location} pay, {before} a year, {becomes}."
    sides = zip(names, (before, after), strict=True)
    said = [f"{pay} a year at {name}" if pay else f"not stated for {name}" for name, pay in sides]
    return f"{change.location} pay: {', '.join(said)}."


def counted(number: int, one: str, several: str) -> str:
    """The number with what fits it: “1 is”, “2 are”, “none are”."""
    return f"{number or 'none'} {one if number == 1 else several}"


def listed(texts: Sequence[str], last: str = "and") -> str:
    """The texts with commas between them, and a word before the last."""
    *others, end = texts
    return f"{', '.join(others)} {last} {end}" if others else end
