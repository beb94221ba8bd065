"""Skills at a glance: a row each, with its level, and how much higher than the one before."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby

from capframe.base.outcomes import Outcome
from roles.compare.bands import Band
from roles.compare.comparison import Comparison, SkillRow
from roles.compare.level_increases import ANOTHER, levels_apart
from roles.compare.tiles import (
    BOX,
    SKILLS,
    Edge,
    Kind,
    Names,
    Place,
    Row,
    Tile,
    is_start,
    not_stated,
    spans_of,
    step_number,
    without_empty_bands,
)
from roles.profiles import RequiredSkill, title_of_skills

# In this order, as for statements.
KINDS_OF_CHANGE = ("new", "higher", "lower", ANOTHER, "the same", "not stated")
OUTCOMES: dict[Outcome | None, str] = {Outcome.NEW: "new", Outcome.NOT_STATED: "not stated"}
# Of how many boxes a reader still sees the number.
MOST_BOXES = 8
SINGULAR = {"competencies": "competency", "skills": "skill"}


def skill_groups(comparison: Comparison, names: Names) -> Iterator[tuple[str, str, list[Row]]]:
    """For each framework what its skills are called, what is said of all, and a row for each."""
    by_framework = groupby(
        sorted(comparison.skills, key=lambda row: row.framework), lambda row: row.framework
    )
    for framework, rows in by_framework:
        skills = list(rows)
        assessed = shared_assessment(skills)
        remark = "; ".join(filter(None, (framework, assessed and f"each {assessed}")))
        tiles = [skill_row(row, comparison, names, is_said=bool(assessed)) for row in skills]
        yield skills_title(skills), remark, tiles


def all_skills_row(comparison: Comparison, names: Names) -> Row:
    """How many each column asks for, and how many of them at which level: the summary."""
    rows = comparison.skills
    called = skills_title(rows).lower()

    def is_as_before(column: int) -> bool:
        return all(
            asked(row.cells[column - 1].skill) == asked(row.cells[column].skill) for row in rows
        )

    def tile(band: Band, columns: range) -> Tile:
        first = columns.start
        number = sum(row.cells[first].skill is not None for row in rows)
        starts = is_start(band, first)
        return Tile(
            columns,
            Edge.START if starts else Edge.CHANGED,
            number_of(number, called),
            lines=() if starts else tuple(changes_at(rows, first)),
            leads_to=Place(SKILLS, first, None if starts else step_number(comparison, first)),
            spoken=f"All {called} at {names.full[first]}",
        )

    tiles = tuple(tile(*span) for span in spans_of(comparison, is_as_before))
    return Row(Kind.ALL, f"All {called}", tiles)


def changes_at(rows: Iterable[SkillRow], column: int) -> Iterator[str]:
    """How many skills are new, higher, lower and so on than in the column before."""
    found = Counter(kind_of_change(row, column) for row in rows)
    return (f"{found[kind]} {kind}" for kind in KINDS_OF_CHANGE if found[kind])


def kind_of_change(row: SkillRow, column: int) -> str:
    """One of ``KINDS_OF_CHANGE``; empty where neither column says anything, or nothing follows."""
    before, cell = row.cells[column - 1 : column + 1]
    if before.skill is None or cell.skill is None:
        return OUTCOMES.get(cell.outcome, "")
    if before.skill.level == cell.skill.level:
        return "the same"
    apart = levels_apart(before.skill, cell.skill) or ANOTHER
    return apart if apart == ANOTHER else apart.rpartition(" ")[2]


def shared_assessment(rows: Iterable[SkillRow]) -> str:
    """Where every column assesses every skill, in words; empty where that differs."""
    words = {cell.skill.assessed_words for row in rows for cell in row.cells if cell.skill}
    return words.pop() if len(words) == 1 else ""


def skills_title(rows: Iterable[SkillRow]) -> str:
    return title_of_skills(row.skill.kind for row in rows)


def number_of(number: int, called: str) -> str:
    """“1 competency”, “10 skills”; ``called`` is the plural, in small letters."""
    return f"{number} {SINGULAR[called] if number == 1 else called}"


def skill_row(row: SkillRow, comparison: Comparison, names: Names, *, is_said: bool) -> Row:
    """One skill; ``is_said`` is whether it is said of all where they are assessed."""

    def is_as_before(column: int) -> bool:
        before, here = (row.cells[number].skill for number in (column - 1, column))
        return asked(before) == asked(here)

    tiles = tuple(
        skill_tile(row, band, columns, comparison, names, is_said=is_said)
        for band, columns in spans_of(comparison, is_as_before)
    )
    title = row.skill.marked_title
    return Row(Kind.SKILL, title, without_empty_bands(comparison, tiles), url=row.url)


def asked(skill: RequiredSkill | None) -> tuple[str | None, str] | None:
    """At which level, and where it is assessed; None where it is not asked for."""
    return (skill.level, skill.assessed) if skill else None


def skill_tile(
    row: SkillRow,
    band: Band,
    columns: range,
    comparison: Comparison,
    names: Names,
    *,
    is_said: bool,
) -> Tile:
    first = columns.start
    skill = row.cells[first].skill
    if skill is None:
        return not_stated(columns)
    change = "" if is_start(band, first) else skill_change(row, first, names)
    step = step_number(comparison, first) if change else None
    assessed = "" if is_said else skill.assessed_words
    more = [assessed, change, tail_of(band, columns, names, is_change=bool(change))]
    return Tile(
        columns,
        Edge.CHANGED if change else Edge.START,
        skill.level or "Asked for",
        boxes=tuple(boxes_of(skill)),
        more="".join(f", {each}" for each in more if each),
        leads_to=Place(SKILLS, first, step),
        spoken=f"{row.title} at {names.full[first]}",
        is_change=bool(change),
    )


def boxes_of(skill: RequiredSkill) -> Iterator[tuple[int, bool]]:
    if skill.scale and skill.level_position and skill.scale <= MOST_BOXES:
        for place in range(skill.scale):
            yield place * BOX, place < skill.level_position


def skill_change(row: SkillRow, column: int, names: Names) -> str:
    """What became of a skill since the column before; empty where nothing can be said."""
    before, cell = row.cells[column - 1 : column + 1]
    if cell.outcome is Outcome.NEW:
        return "new"
    if before.skill is None or cell.skill is None:
        return ""
    if before.skill.level == cell.skill.level:
        return "the same level"
    apart = levels_apart(before.skill, cell.skill) or ANOTHER
    if apart == ANOTHER or not names.is_narrow:
        return apart
    return levels_up(before.skill, cell.skill)


def levels_up(before: RequiredSkill, after: RequiredSkill) -> str:
    """“up 1”, “down 2”, of two levels whose order is known."""
    number = (after.level_position or 0) - (before.level_position or 0)
    return f"{'up' if number > 0 else 'down'} {abs(number)}"


def tail_of(band: Band, columns: range, names: Names, *, is_change: bool) -> str:
    """“then the same”, where it stays so to the last column; to which one, where it does not."""
    if len(columns) == 1 or names.is_narrow:
        return ""
    to_the_end = columns.stop == band.columns.stop
    same = "then the same" if is_change else "the same"
    if to_the_end and not is_change and columns == band.columns:
        return "the same at both" if len(columns) == 2 else f"the same at all {len(columns)}"
    return same if to_the_end else f"{same} to {names.short[columns[-1]]}"
