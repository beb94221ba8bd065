"""Skills that a file no longer names, and new ones that may be the same under another name."""

from collections.abc import Collection, Mapping

from capframe.base.models import Status
from capframe.plans import bulk
from capframe.plans.existing import read_among, read_parts
from capframe.plans.files.desired import DesiredEntry
from capframe.plans.files.rename_questions import RenameQuestions
from capframe.plans.files.renames import Traits
from skills.importing.skill_rows import DesiredSkill, SkillRows
from skills.models import Indicator, Skill, SkillLevel

# What asks for skills: for those that are there by primary key, and for new ones.
Users = Mapping[int | DesiredEntry, set[int]]
NO_USERS: Users = {}


def ask_about_left_out(rows: SkillRows) -> None:
    """Ask about new skills of a framework of which the file names most others."""
    questions = RenameQuestions(rows.skills, "stays as it is")
    gone = questions.left_out([Status.PUBLISHED])
    questions.ask_about_new(gone, read_traits, lambda skill: traits_of(rows, skill))


def read_traits(pks: Collection[int], users: Users = NO_USERS) -> dict[int, Traits]:
    """The traits of skills of the catalogue: each definition, and what each level asks."""
    levels = read_among(SkillLevel, pks, "skill_id")
    by_level = read_parts(Indicator, "skill_level_id", levels)
    skills = bulk.read_rows(Skill, ["title", "definition"], pks)
    texts = {pk: [definition] for pk, (_, definition) in skills.items()}
    for pk, level in levels.items():
        said = [
            (one.values["effective"], one.values["ineffective"]) for one in by_level.get(pk, ())
        ]
        texts[level.values["skill_id"]].append(join_texts(level.values["description"], said))
    return {
        pk: Traits(title, tuple(texts[pk]), frozenset(users.get(pk, ())))
        for pk, (title, _) in skills.items()
    }


def traits_of(rows: SkillRows, skill: DesiredSkill, users: Users = NO_USERS) -> Traits:
    """Those of a new one."""
    definition = rows.skills.desired_values(skill).get("definition", "")
    levels = (
        join_texts(one.description, [(each.effective, each.ineffective) for each in one.behaviours])
        for one in skill.levels.values()
    )
    return Traits(skill.title, (definition, *levels), frozenset(users.get(skill, ())))


def join_texts(description: str, behaviours: Collection[tuple[str, str]]) -> str:
    return "\n".join([description, *("\n".join(pair) for pair in behaviours)])
