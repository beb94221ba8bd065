"""Skills that a file no longer names, and new ones that may be the same under another name."""

from collections import defaultdict
from collections.abc import Collection, Mapping

from capframe.base.models import Status
from capframe.plans import bulk
from capframe.plans.existing import group_by, in_position, read_among
from capframe.plans.files.desired import DesiredEntry
from capframe.plans.files.rename_questions import RenameQuestions
from capframe.plans.files.renames import Traits, find_gone
from skills.importing.skill_rows import DesiredSkill, SkillRows
from skills.models import Indicator, Skill, SkillLevel

Users = Mapping[int | DesiredEntry, set[int]]
ASKING = ("role level asks for", "role levels ask for")


def find_new_skills(rows: SkillRows) -> dict[DesiredEntry, list[DesiredSkill]]:
    """The skills that the file adds to each framework of the catalogue."""
    found = defaultdict(list)
    for skill in rows.skills.found:
        if skill.is_new and not skill.within.is_new:
            found[skill.within].append(skill)
    return found


def ask_about_left_out(rows: SkillRows) -> None:
    """Ask about new skills of a framework of which the file names most others."""
    questions = RenameQuestions(rows.skills, "stays as it is")
    named = {skill.key for skill in rows.skills.found}
    is_published = {
        pk for pk, values in rows.skills.existing.items() if values["status"] == Status.PUBLISHED
    }
    for framework, new in find_new_skills(rows).items():
        gone = find_gone(rows.skills.index(framework), named, is_published.__contains__)
        ask_about_skills(rows, questions, framework, gone, new)


def ask_about_skills(
    rows: SkillRows,
    questions: RenameQuestions[DesiredSkill],
    framework: DesiredEntry,
    gone: Collection[int],
    new: Collection[DesiredSkill],
    users: Users | None = None,
) -> None:
    """Ask about new skills of a framework.

    Args:
        rows: of the file.
        questions: ask about them.
        framework: in which they are new.
        gone: the primary keys of its skills that the file leaves out.
        new: the skills that it adds.
        users: of those that are gone by primary key, and of new ones, what asks for them.
    """

    def users_of(key: int | DesiredEntry) -> frozenset[int]:
        return frozenset(users.get(key, ())) if users else frozenset()

    told = {one: Traits(one.title, texts_of(rows, one), users_of(one)) for one in new}
    if gone and any(traits.can_be_known for traits in told.values()):
        titles, texts = rows.skills.index(framework).titles, read_texts(gone)
        left_out = {pk: Traits(titles[pk], texts[pk], users_of(pk)) for pk in gone}
        questions.ask(framework, left_out, told)


def read_texts(pks: Collection[int]) -> dict[int, tuple[str, ...]]:
    """What the catalogue says of skills: each definition, and what each level asks."""
    levels = read_among(SkillLevel, pks, "skill_id")
    indicators = in_position(read_among(Indicator, levels, "skill_level_id").values())
    by_level = group_by("skill_level_id", indicators)
    found = {pk: [text] for pk, (text,) in bulk.read_rows(Skill, ["definition"], pks).items()}
    for pk, level in levels.items():
        behaviours = [
            (one.values["effective"], one.values["ineffective"]) for one in by_level.get(pk, ())
        ]
        found[level.values["skill_id"]].append(join_texts(level.values["description"], behaviours))
    return {pk: tuple(texts) for pk, texts in found.items()}


def texts_of(rows: SkillRows, skill: DesiredSkill) -> tuple[str, ...]:
    """What a file says of a skill, likewise."""
    definition = rows.skills.desired_values(skill).get("definition", "")
    levels = skill.levels.values()
    return (
        definition,
        *(
            join_texts(
                level.description, [(one.effective, one.ineffective) for one in level.behaviours]
            )
            for level in levels
        ),
    )


def join_texts(description: str, behaviours: Collection[tuple[str, str]]) -> str:
    """All that is said of a level."""
    return "\n".join([description, *("\n".join(pair) for pair in behaviours)])
