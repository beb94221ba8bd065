"""What a step-up sheet says in sentences, for the page, the file and “Where next?”.

They read aloud in every direction: the level to go to may be the less senior one, or another
organisation's.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from capframe.base.outcomes import Outcome
from grades.plain import NO_LOCATION, shared_remark
from roles.order_words import INFERRED, SET_BY_EDITORS
from roles.step_up.qualifications import QualificationOutcome
from roles.step_up.skill_changes import SkillChange, SkillOutcome
from roles.step_up.step import PayChange, StepUp
from roles.strengths import strength_words

STRENGTH_VERBS = {
    QualificationOutcome.RAISED: "rises",
    QualificationOutcome.LOWERED: "goes down",
    QualificationOutcome.CHANGED: "changes",
}
TWO_SOURCES = "The two come from different documents: what one does not say, it may still ask for."
NO_ORDER = "The order of these levels is not stated: nothing says that this is a step up."
SAME_PLACE = "The two have no order: neither is a step up from the other."
ANOTHER_LEVEL = "Which of these levels is higher is not stated."
NO_QUALIFICATION = "Neither level asks for a qualification by name."


def summary(step: StepUp) -> tuple[str, ...]:
    """The sheet in a few paragraphs: skills, statements, qualifications and pay.

    First of all that a role level is withdrawn, where one is.
    """
    withdrawn = [
        f"{name} was {level.withdrawal}."
        for name, level in zip(step.names, (step.start, step.goal), strict=True)
        if level.withdrawal
    ]
    paragraphs: tuple[str, ...] = (
        *withdrawn,
        " ".join(skill_sentences(step)),
        " ".join(statement_sentences(step)),
        " ".join(qualification_sentences(step)),
        " ".join(pay_sentences(step)),
    )
    order = order_sentence(step)
    if order:
        paragraphs = (*paragraphs, order)
    same_source = step.start.source == step.goal.source
    return paragraphs if same_source else (*paragraphs, TWO_SOURCES)


def order_sentence(step: StepUp) -> str:
    """Who states that this is a step up, or that nobody does; empty where the facts say enough."""
    start, goal = step.start, step.goal
    if start.role_pk == goal.role_pk:
        if not (start.role_place and goal.role_place):
            return NO_ORDER
        if start.role_place == goal.role_place:
            return SAME_PLACE
        return SET_BY_EDITORS if goal.order_is_by_editors else ""
    before, after = start.grade, goal.grade
    if not (before and after) or before.structure_pk != after.structure_pk:
        return ""
    if before.position == after.position:
        return SAME_PLACE
    more = after.position - before.position
    grade = "the next" if more == 1 else "a higher" if more > 0 else "a lower"
    return f"{step.names[1]} is at {grade} grade ({INFERRED})."


def reasons(step: StepUp) -> str:
    """How much of the goal carries over from the start, in one paragraph on the start's page."""
    return " ".join((*shared_skill_sentences(step), statement_numbers(step, "It", "here")))


def carried_sentence(step: StepUp) -> str:
    """Which share of the goal's skills and statements carries over; empty where it has neither."""
    carried = ((step.skills_carried, "skills"), (step.statements_carried, "statements"))
    shares = [f"{one.percent}% of its {what}" for one, what in carried if one.asked]
    return f"{join_texts(shares)} carry over." if shares else ""


def skill_sentences(step: StepUp) -> Iterator[str]:
    _, goal = step.names
    if step.without_skills:
        without = join_texts(step.without_skills, "or")
        yield f"This source lists no skills for {without}, so none can be compared."
        return
    yield f"{goal} asks for {number_of(len(step.goal.required_skills), *skill_words(step))}."
    yield from level_sentences(step.skills_that_are(SkillOutcome.RAISED), "rises", "rise")
    if others := step.skills_that_are(SkillOutcome.OTHER):
        yield from level_sentences(others, "changes", "change")
        yield ANOTHER_LEVEL
    for outcome, word in ((SkillOutcome.NEW, "new"), (SkillOutcome.KEPT, "kept")):
        changes = step.skills_that_are(outcome)
        if changes:
            yield f"{number_of(len(changes), 'is', 'are')} {word}: {join_skills(changes)}."
    yield from level_sentences(step.skills_that_are(SkillOutcome.LOWERED), "goes down", "go down")
    not_stated = step.skills_that_are(SkillOutcome.NOT_STATED)
    if not_stated:
        yield f"Not stated at {goal}: {join_skills(not_stated)}."


def level_sentences(changes: Sequence[SkillChange], one: str, several: str) -> Iterator[str]:
    """Which skills go from one level to another, a sentence for each two levels."""
    for (before, after), same in groupby(sorted(changes, key=levels_of), key=levels_of):
        names = [change.skill.title for change in same]
        number = number_of(len(names), one, several)
        yield f"{number} from {before} to {after}: {join_texts(names)}."


def levels_of(change: SkillChange) -> tuple[str, ...]:
    return tuple(skill.level or "" for skill in (change.before, change.after) if skill)


def join_skills(changes: Iterable[SkillChange]) -> str:
    """The skills by name, each with its level where the source names one."""
    skills = [change.skill for change in changes]
    return join_texts([f"{one.title} ({one.level})" if one.level else one.title for one in skills])


def skill_words(step: StepUp) -> tuple[str, str]:
    """One and several of what the two ask for: competencies, where they are nothing else."""
    if {change.skill.kind for change in step.skills} == {"competency"}:
        return "competency", "competencies"
    return "skill", "skills"


def shared_skill_sentences(step: StepUp) -> Iterator[str]:
    """How many of the start's skills the goal asks for too, and what it asks for besides."""
    if not step.start.required_skills:
        return
    if step.without_skills:
        yield from skill_sentences(step)
        return
    number = len(step.start.required_skills)
    shared = number - len(step.skills_that_are(SkillOutcome.NOT_STATED))
    levels = ((SkillOutcome.RAISED, "a higher level"), (SkillOutcome.OTHER, "another level"))
    found = [(len(step.skills_that_are(outcome)), what) for outcome, what in levels]
    at_levels = "".join(f", {number} of them at {what}" for number, what in found if number)
    all_of_them = number_of(number, *skill_words(step))
    yield f"Asks for {shared} of the {all_of_them} asked for here{at_levels}."
    if new := step.skills_that_are(SkillOutcome.NEW):
        yield f"{number_of(len(new), 'is', 'are')} new: {join_skills(new)}."


def statement_sentences(step: StepUp) -> Iterator[str]:
    start, goal = step.names
    yield statement_numbers(step, goal, f"at {start}")
    number = step.outcomes[Outcome.NOT_STATED]
    if number:
        what = number_of(number, f"statement of {start} is", f"statements of {start} are")
        yield f"{what} not stated at {goal}."


def statement_numbers(step: StepUp, goal: str, at_the_start: str) -> str:
    """How many of the goal's statements are kept, changed and new; how to call both is given."""
    kept, new = (step.outcomes[outcome] for outcome in (Outcome.KEPT, Outcome.NEW))
    asked = kept + step.changed + new
    if not asked:
        return f"The source gives no statements for {step.names[1]}."
    return (
        f"{goal} has {number_of(asked, 'statement', 'statements')}: "
        f"{number_of(kept, 'is', 'are')} worded the same {at_the_start}, "
        f"{number_of(step.changed, 'is', 'are')} changed and {number_of(new, 'is', 'are')} new."
    )


def qualification_sentences(step: StepUp) -> Iterator[str]:
    """What becomes of each qualification that either asks for, and how strongly."""
    if not step.qualifications:
        yield NO_QUALIFICATION
    for change in step.qualifications:
        if verb := STRENGTH_VERBS.get(change.outcome):
            before, after = (
                strength_words(asked.strength) for asked in (change.before, change.after) if asked
            )
            yield f"The qualification {change.title} {verb} from {before} to {after}."
    for outcome, words in (
        (QualificationOutcome.NEW, "New qualifications"),
        (QualificationOutcome.KEPT, "Qualifications kept"),
        (QualificationOutcome.NOT_STATED, f"Qualifications not stated at {step.names[1]}"),
    ):
        texts = [
            f"{change.title} ({change.strength})" if change.strength else change.title
            for change in step.qualifications
            if change.outcome is outcome
        ]
        if texts:
            yield f"{words}: {join_texts(texts)}."


def pay_sentences(step: StepUp) -> Iterator[str]:
    """Pay before and after at each location, and once who pays it and from when."""
    own = [pay for change in step.pay for pay in (change.before, change.after) if pay]
    if not own:
        is_linked = step.start.grade_pay or step.goal.grade_pay
        yield f"No salary is stated {'as either’s own' if is_linked else 'for either'}."
        return
    remark = shared_remark(own)
    for change in step.pay:
        yield pay_sentence(step, change, has_remarks=not remark)
    if remark:
        yield f"Paid by {remark}."


def pay_sentence(step: StepUp, change: PayChange, *, has_remarks: bool) -> str:
    """Pay at a location before and after, or for which of the two it is not stated."""
    before, after = (
        pay and (f"{pay.amounts} ({pay.remark})" if has_remarks else pay.amounts)
        for pay in (change.before, change.after)
    )
    salary = salary_at(change.row.location)
    if change.can_be_compared:
        becomes = "stays the same" if before == after else f"becomes {after}"
        return f"{salary}, {before}, {becomes}."
    sides = zip(step.names, (before, after), (step.start, step.goal), strict=True)
    absent = ("not stated", "not stated as its own")
    parts = [
        f"{pay} at {name}" if pay else f"{absent[bool(level.grade_pay)]} for {name}"
        for name, pay, level in sides
    ]
    return f"{salary}: {', '.join(parts)}."


def salary_at(location: str) -> str:
    """“London salary”; without a location as the row of pay says it."""
    if location == NO_LOCATION:
        return f"Salary ({location})"
    return f"{location} salary" if location else "Salary"


def number_of(number: int, one: str, several: str) -> str:
    """The number with what fits it: “1 is”, “2 are”, “none are”."""
    return f"{number or 'none'} {one if number == 1 else several}"


def join_texts(texts: Sequence[str], last: str = "and") -> str:
    """The texts with commas between them, and a word before the last."""
    *others, end = texts
    return f"{', '.join(others)} {last} {end}" if others else end
