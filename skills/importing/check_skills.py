"""What a file of skills would change, and everything that is wrong with it."""

from collections.abc import Iterable, Mapping, Sequence

from capframe.base.models import Source
from capframe.plans.builder import Held, held
from capframe.plans.choices import find_gone
from capframe.plans.history_version import newest_history
from capframe.plans.import_kinds import Checked, Choices, Progress
from capframe.plans.name_index import Key, Known, Naming, known_of
from capframe.plans.plan import Plan
from capframe.spreadsheets.report import Findings, find_missing, find_too_long, without_repeats
from capframe.spreadsheets.table import Record, Records
from skills.importing.columns import COLUMNS, FRAMEWORK, SKILL
from skills.importing.desired_skills import Reading, SkillWish, levels_named
from skills.importing.existing_skills import Today
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
    seen = newest_history((Source, *MODELS))
    findings = Findings(records.headings)
    if find_gone(((Source, choices.source), (SkillFramework, choices.skill_framework)), findings):
        return Checked(Plan(), findings.sorted_errors)
    rows = readable(records, findings)
    frameworks = known_of(held(SkillFramework.objects.order_by("pk")).values())
    progress("Reading the rows", 0, len(records))
    naming = Naming(frameworks, FRAMEWORK.name, "skill framework")
    by_framework = naming.rows(rows, choices.skill_framework, findings)
    named = list(dict.fromkeys(key for key, _ in by_framework))
    today = Today.of([key for key in named if isinstance(key, int)])
    scales = scales_of(named, frameworks, today, levels_named(by_framework))
    wishes = Reading(skills_of(named, today), scales, findings).read(by_framework)
    progress("Reading the rows", len(records), len(records))
    find_near_behaviours(wishes, today, findings)
    if findings.errors:
        return Checked(Plan(), findings.sorted_errors, findings.sorted_warnings)
    plan = planned(wishes, Planning(today, frameworks, scales, choices), progress)
    plan.seen |= seen
    return Checked(plan, (), findings.sorted_warnings)


def readable(records: Records, findings: Findings) -> list[Record]:
    """The rows, each once, with what can be told without the catalogue found."""
    rows = without_repeats(records, findings)
    find_missing(rows, SKILL, findings)
    find_too_long(rows, COLUMNS, findings)
    return rows


def by_framework_of(frameworks: Sequence[Key], entries: Mapping[int, Held]) -> dict[Key, dict]:
    """The entries of each of these frameworks, by primary key."""
    found: dict[Key, dict[int, Held]] = {key: {} for key in frameworks}
    for pk, entry in entries.items():
        found[entry.values["framework_id"]][pk] = entry
    return found


def skills_of(frameworks: Sequence[Key], today: Today) -> dict[Key, Known]:
    """The known skills of each framework."""
    found = by_framework_of(frameworks, today.skills)
    return {key: known_of(entries.values()) for key, entries in found.items()}


def scales_of(
    frameworks: Sequence[Key], known: Known, today: Today, named: Mapping[Key, Iterable[str]]
) -> dict[Key, Scale]:
    """The scale of each framework, with the levels that the file adds to it."""
    return {
        key: Scale(
            known.titles[key],
            {pk: (e.values["title"], e.values["position"]) for pk, e in entries.items()},
            named.get(key, ()),
        )
        for key, entries in by_framework_of(frameworks, today.levels).items()
    }


def find_near_behaviours(wishes: Iterable[SkillWish], today: Today, findings: Findings) -> None:
    """Warn of behaviours that are nearly others of the same skill and level."""
    for skill in wishes:
        for key, level in skill.levels.items():
            find_near(today.indicators_at(skill.key, key), level.behaviours, findings)


def planned(wishes: Sequence[SkillWish], planning: Planning, progress: Progress) -> Plan:
    """The plan of all wishes: frameworks first, then skill by skill."""
    for framework, line in first_lines(wishes).items():
        planning.framework(framework, line)
    for done, wish in enumerate(wishes, start=1):
        planning.skill(wish)
        if done % EVERY == 0 or done == len(wishes):
            progress("Comparing the skills", done, len(wishes))
    return planning.builder.plan
