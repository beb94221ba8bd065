"""What a file of skills would change, and everything that is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence

from capframe.base.models import Source
from capframe.plans.existing import ExistingEntry, newest_history_versions, read_existing
from capframe.plans.import_kinds import Checked, Choices, Progress, report_deleted_choices
from capframe.plans.name_index import Key, NameColumn, NameIndex, index_names
from capframe.plans.plan import Plan
from capframe.spreadsheets.report import Report, find_missing, find_too_long, without_repeats
from capframe.spreadsheets.table import Record, Records
from skills.importing.columns import COLUMNS, FRAMEWORK, SKILL
from skills.importing.desired_skills import DesiredSkill, Reading, levels_named
from skills.importing.existing_skills import ExistingSkills
from skills.importing.indicators import find_near
from skills.importing.plan_skills import Planning, first_lines
from skills.importing.scale import Scale
from skills.models import Indicator, ProficiencyLevel, Skill, SkillFramework, SkillLevel

MODELS = (SkillFramework, ProficiencyLevel, Skill, SkillLevel, Indicator)
# Progress is told after every so many.
EVERY = 50


def check(records: Records, choices: Choices, progress: Progress) -> Checked:
    """Hold a file of skills against the catalogue; nothing is written.

    Args:
        records: its rows.
        choices: as chosen for the file.
        progress: is told of each step.
    """
    history_versions = newest_history_versions((Source, *MODELS))
    report = Report(records.headings)
    if report_deleted_choices(
        ((Source, choices.source), (SkillFramework, choices.skill_framework)), report
    ):
        return Checked(Plan(), report.sorted_errors)
    rows = readable(records, report)
    frameworks = index_names(read_existing(SkillFramework.objects.order_by("pk")).values())
    progress("Reading the rows", 0, len(records))
    name_column = NameColumn(frameworks, FRAMEWORK.name, "skill framework")
    by_framework = name_column.match_rows(rows, choices.skill_framework, report)
    named = list(dict.fromkeys(key for key, _ in by_framework))
    existing = ExistingSkills.of([key for key in named if isinstance(key, int)])
    scales = scales_of(named, frameworks, existing, levels_named(by_framework))
    desired = Reading(skills_of(named, existing), scales, report).read(by_framework)
    progress("Reading the rows", len(records), len(records))
    find_near_behaviours(desired, existing, report)
    if report.errors:
        return Checked(Plan(), report.sorted_errors, report.sorted_warnings)
    plan = planned(desired, Planning(existing, frameworks, scales, choices), progress)
    plan.history_versions |= history_versions
    return Checked(plan, (), report.sorted_warnings)


def readable(records: Records, report: Report) -> list[Record]:
    """The rows, each once, with what can be told without the catalogue found."""
    rows = without_repeats(records, report)
    find_missing(rows, SKILL, report)
    find_too_long(rows, COLUMNS, report)
    return rows


def by_framework_of(
    frameworks: Sequence[Key], entries: Mapping[int, ExistingEntry]
) -> dict[Key, dict]:
    """The entries of each of these frameworks, by primary key."""
    found: dict[Key, dict[int, ExistingEntry]] = {key: {} for key in frameworks}
    for pk, entry in entries.items():
        found[entry.values["framework_id"]][pk] = entry
    return found


def skills_of(frameworks: Sequence[Key], existing: ExistingSkills) -> dict[Key, NameIndex]:
    """The known skills of each framework."""
    found = by_framework_of(frameworks, existing.skills)
    return {key: index_names(entries.values()) for key, entries in found.items()}


def scales_of(
    frameworks: Sequence[Key],
    known: NameIndex,
    existing: ExistingSkills,
    named: Mapping[Key, Iterable[str]],
) -> dict[Key, Scale]:
    """The scale of each framework, with the levels that the file adds to it."""
    return {
        key: Scale(
            known.titles[key],
            {pk: (e.values["title"], e.values["position"]) for pk, e in entries.items()},
            named.get(key, ()),
        )
        for key, entries in by_framework_of(frameworks, existing.levels).items()
    }


def find_near_behaviours(
    desired: Iterable[DesiredSkill], existing: ExistingSkills, report: Report
) -> None:
    """Warn of behaviours that are nearly others of the same skill and level."""
    for skill in desired:
        for key, level in skill.levels.items():
            find_near(existing.indicators_at(skill.key, key), level.behaviours, report)


def planned(desired: Sequence[DesiredSkill], planning: Planning, progress: Progress) -> Plan:
    """The plan of all wishes: frameworks first, then skill by skill."""
    for framework, line in first_lines(desired).items():
        planning.framework(framework, line)
    for done, wish in enumerate(desired, start=1):
        planning.skill(wish)
        if done % EVERY == 0 or done == len(desired):
            progress("Comparing the skills", done, len(desired))
    return planning.builder.plan
