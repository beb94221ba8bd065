"""What is true of a family as a whole, in a few sentences for the top of its page."""

from collections.abc import Iterator

from grades.plain import grade_ranges, shared_remark
from roles.careers.family_levels import FamilyLevels


def describe_family(levels: FamilyLevels) -> str:
    """How many roles it has, at which grades, and who pays them; empty where it has none."""
    return " ".join(sentences_of(levels)) if levels.number else ""


def sentences_of(levels: FamilyLevels) -> Iterator[str]:
    roles, number, grades = len(levels.roles), levels.number, len(levels.grades)
    words = f"{roles:,} role{'s' if roles > 1 else ''}"
    if number > roles and not (roles == 1 and number == grades):
        words += f" with {number:,} levels"
    if grades:
        ranges = grade_ranges(of.grade for of in levels.grades.values())
        words += f" at {grades} grade{'s' if grades > 1 else ''}: {'; '.join(ranges)}"
    yield f"{words}."
    without = sum(row.grade_id is None for row in levels.rows)
    has_pay = any(of.pay for of in levels.grades.values())
    if without == number:
        yield "No grade and no salary is stated."
    elif without:
        yield f"No grade is stated for {without:,} level{'s' if without > 1 else ''}."
    pay = [one for head in levels.heads for one in head.pay]
    if pay and shared_remark(pay):
        yield f"Salaries: {shared_remark(pay)}."
    elif grades and not has_pay:
        yield "No salary is stated."
    locations = {row.location for row in levels.rows}
    if len(locations) == 1 and "" not in locations:
        yield f"Location: {locations.pop()}."
