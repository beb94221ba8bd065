"""What a file of skills would change, and everything that is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence

from capframe.base.models import Source
from capframe.plans.existing import ExistingEntry, newest_history_versions, read_existing
from capframe.plans.import_kinds import Checked, Choices, Progress
from capframe.plans.name_index import Key, NameColumn, NameIndex, index_names
from capframe.plans.plan import Plan
from capframe.spreadsheets.report import Report, find_missing, find_too_long, without_repeats
from capframe.spreadsheets.table import Record, Records
from skills.importing.columns import FRAMEWORK, SKILL, SKILL_COLUMNS
from skills.importing.desired_skills import DesiredSkill, SkillRows, find_named_levels
from skills.importing.existing_skills import ExistingSkills
from skills.importing.indicators import find_near_behaviours
from skills.importing.plan_skills import SkillPlanner, first_lines
from skills.importing.scale import Scale
from skills.models import Indicator, ProficiencyLevel, Skill, SkillFramework, SkillLevel

SKILL_MODELS = (SkillFramework, ProficiencyLevel, Skill, SkillLevel, Indicator)
# Progress is told after every so many.
EVERY = 50


def check_skills(records: Records, choices: Choices, progress: Progress) -> Checked:
    """Compare a file of skills with the catalogue; nothing is written."""
    history_versions = newest_history_versions((Source, *SKILL_MODELS))
    report = Report(records.headings)
    rows = find_row_faults(records, report)
    frameworks = index_names(read_existing(SkillFramework.objects.order_by("pk")).values())
    progress("Reading the rows", 0, len(records))
    name_column = NameColumn(frameworks, FRAMEWORK.name, "skill framework")
    by_framework = name_column.match_rows(rows, choices.defaults.get(FRAMEWORK.name), report)
    named = list(dict.fromkeys(key for key, _ in by_framework))
    existing = ExistingSkills.read([key for key in named if isinstance(key, int)])
    scales = make_scales(named, frameworks, existing, find_named_levels(by_framework))
    skills = index_skills(named, existing)
    skill_rows = SkillRows(skills, scales, report)
    desired = skill_rows.bring_together(by_framework)
    skill_rows.find_same_names(existing.skills)
    progress("Reading the rows", len(records), len(records))
    find_near_behaviours_of(desired, existing, report)
    if report.errors:
        return Checked(Plan(), report.sorted_errors, report.sorted_warnings)
    plan = plan_skills(desired, SkillPlanner(existing, frameworks, scales, choices), progress)
    plan.history_versions |= history_versions
    return Checked(plan, (), report.sorted_warnings)


def find_row_faults(records: Records, report: Report) -> list[Record]:
    """Find what is wrong with rows by themselves, without the catalogue. Returns each row once."""
    rows = without_repeats(records, report)
    find_missing(rows, SKILL, report)
    find_too_long(rows, SKILL_COLUMNS, report)
    return rows


def group_by_framework(
    frameworks: Sequence[Key], entries: Mapping[int, ExistingEntry]
) -> dict[Key, dict[int, ExistingEntry]]:
    found: dict[Key, dict[int, ExistingEntry]] = {key: {} for key in frameworks}
    for pk, entry in entries.items():
        found[entry.values["framework_id"]][pk] = entry
    return found


def index_skills(frameworks: Sequence[Key], existing: ExistingSkills) -> dict[Key, NameIndex]:
    found = group_by_framework(frameworks, existing.skills)
    return {key: index_names(entries.values()) for key, entries in found.items()}


def make_scales(
    named: Sequence[Key],
    frameworks: NameIndex,
    existing: ExistingSkills,
    named_levels: Mapping[Key, Iterable[str]],
) -> dict[Key, Scale]:
    """The scale of each framework that a file names, with the levels that the file adds to it."""
    return {
        key: Scale(
            frameworks.titles[key],
            {pk: (e.values["title"], e.values["position"]) for pk, e in entries.items()},
            named_levels.get(key, ()),
        )
        for key, entries in group_by_framework(named, existing.levels).items()
    }


def find_near_behaviours_of(
    desired: Iterable[DesiredSkill], existing: ExistingSkills, report: Report
) -> None:
    """Warn of behaviours that are nearly others of the same skill and level."""
    for skill in desired:
        for key, level in skill.levels.items():
            indicators = existing.indicators_at(skill.key, key)
            find_near_behaviours(indicators, level.behaviours, report)


def plan_skills(desired: Sequence[DesiredSkill], planner: SkillPlanner, progress: Progress) -> Plan:
    """The plan of all that is desired: frameworks first, then skill by skill."""
    for framework, line in first_lines(desired).items():
        planner.plan_framework(framework, line)
    for done, skill in enumerate(desired, start=1):
        planner.plan_skill(skill)
        if done % EVERY == 0 or done == len(desired):
            progress("Comparing the skills", done, len(desired))
    return planner.builder.plan
