"""Roles, levels and skills that a file no longer names, and new ones that may be the same."""

from collections import defaultdict
from collections.abc import Collection, Sequence

from capframe.base.models import Status
from capframe.plans import bulk
from capframe.plans.existing import group_by, read_among, read_parts
from capframe.plans.files.desired import DesiredEntry
from capframe.plans.files.rename_questions import RenameQuestions
from capframe.plans.files.renames import Traits
from roles.columns import CODE
from roles.importing.choices import WITHDRAW_MISSING
from roles.importing.desired_roles import DesiredLevel
from roles.importing.role_rows import RoleRows
from roles.models import Role, RoleLevel, Section, SkillRequirement, Statement
from skills.importing.renamed_skills import read_traits, traits_of
from skills.importing.skill_rows import SkillRows
from skills.models import Skill

NOT_WITHDRAWN = (Status.DRAFT, Status.PUBLISHED)
ASKING = ("role level asks for", "role levels ask for")


def ask_about_renamed(rows: RoleRows, skills: SkillRows) -> None:
    is_withdrawing = WITHDRAW_MISSING.name in rows.file.choices.flags
    by_role: dict[DesiredEntry, list[DesiredLevel]] = defaultdict(list)
    for level in rows.levels.found:
        by_role[level.within].append(level)
    stays = "stays as it is"
    roles = RenameQuestions(rows.roles, "loses its levels" if is_withdrawing else stays)
    roles.ask_about_new(
        roles.left_out(NOT_WITHDRAWN),
        read_roles,
        lambda role: Traits(role.title, texts_of_role(rows, role, by_role[role])),
    )
    levels = RenameQuestions(rows.levels, "is withdrawn" if is_withdrawing else stays)
    levels.ask_about_new(
        levels.left_out(NOT_WITHDRAWN),
        read_levels,
        lambda level: Traits(
            level.title, texts_of_level(rows, level), code=rows.levels.said(level, CODE)
        ),
    )
    ask_about_asked_skills(rows.levels.found, skills)


def texts_of_level(rows: RoleRows, level: DesiredLevel) -> tuple[str, ...]:
    """What a file says of a role level: its description, each section, and the skills' names."""
    said = rows.levels.desired_values(level).get("description", "")
    return (
        level.prose if level.prose is not None else said,
        *("\n".join(row.text for row in section.rows) for section in level.sections.values()),
        "\n".join(sorted(skill.title for skill in level.required_skills)),
    )


def texts_of_role(
    rows: RoleRows, role: DesiredEntry, levels: Sequence[DesiredLevel]
) -> tuple[str, ...]:
    said = rows.roles.desired_values(role).get("description", "")
    return (said, *(text for level in levels for text in texts_of_level(rows, level)))


def read_levels(pks: Collection[int]) -> dict[int, Traits]:
    columns = ["title", "code", "description"]
    levels = bulk.read_rows(RoleLevel, columns, pks)
    texts = {pk: [description] for pk, (_, _, description) in levels.items()}
    sections = read_among(Section, pks, "role_level_id")
    for pk, found in read_parts(Statement, "section_id", sections).items():
        text = "\n".join(one.values["text"] for one in found)
        texts[sections[pk].values["role_level_id"]].append(text)
    asked = read_among(SkillRequirement, pks, "role_level_id").values()
    titles = bulk.read_rows(Skill, ["title"], {one.values["skill_id"] for one in asked})
    for pk, found in group_by("role_level_id", asked).items():
        texts[pk].append("\n".join(sorted(titles[one.values["skill_id"]][0] for one in found)))
    return {
        pk: Traits(title, tuple(texts[pk]), code=code or "")
        for pk, (title, code, _) in levels.items()
    }


def read_roles(pks: Collection[int]) -> dict[int, Traits]:
    """The traits of roles of the catalogue, with what is said in their levels."""
    levels = bulk.read_rows(RoleLevel, ["role_id"], pks, "role_id")
    of_levels = read_levels(levels)
    texts: dict[int, list[str]] = defaultdict(list)
    for pk, (role,) in levels.items():
        texts[role] += of_levels[pk].texts
    roles = bulk.read_rows(Role, ["title", "description"], pks)
    return {pk: Traits(title, (said, *texts[pk])) for pk, (title, said) in roles.items()}


def ask_about_asked_skills(levels: Sequence[DesiredLevel], skills: SkillRows) -> None:
    """Ask about new skills that role levels ask for in place of others."""
    new = {one.within for one in skills.skills.found if one.is_new and not one.within.is_new}
    if not new:
        return
    asking = {level.pk: level for level in levels if level.required_skills and not level.is_new}
    users: dict[int | DesiredEntry, set[int]] = defaultdict(set)
    for pk, level in asking.items():
        for one in level.required_skills:
            if one.is_new:
                users[one].add(pk)
    named = {one.pk for one in skills.skills.found}
    requirements = SkillRequirement.objects.filter(
        skill__framework__in=[framework.pk for framework in new], skill__status=Status.PUBLISHED
    )
    for skill, role_level in requirements.order_by().values_list("skill", "role_level"):
        if skill not in named:
            users[skill].add(role_level)
    questions = RenameQuestions(skills.skills, "stays, and they do not ask for it any more", ASKING)

    def find_gone(framework: DesiredEntry) -> set[int]:
        return {
            pk
            for pk in skills.skills.index(framework).titles
            if pk in users and 2 * len(users[pk] & asking.keys()) >= len(users[pk])
            if isinstance(pk, int)
        }

    questions.ask_about_new(
        find_gone,
        lambda pks: read_traits(pks, users),
        lambda skill: traits_of(skills, skill, users),
    )
