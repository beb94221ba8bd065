"""Plans for tests, made the way an importer makes them."""

from capframe.plans.apply import apply
from capframe.plans.builder import PlanBuilder
from capframe.plans.existing import newest_history_versions, read_existing
from roles.models import JobFamily, Role, RoleLevel, Section, SkillRequirement, Statement

MODELS = (JobFamily, Role, RoleLevel, Section, Statement, SkillRequirement)


def make_builder():
    """A builder that has seen the catalogue as it is now."""
    made = PlanBuilder()
    made.plan.history_versions = newest_history_versions(MODELS)
    return made


def existing(entry):
    """An entry as a plan has it."""
    return read_existing(type(entry)._base_manager.filter(pk=entry.pk))[entry.pk]


def plan_of_a_level(section, *texts, to=None):
    """Makes a level of the section's role with a section of these statements."""
    to = to or make_builder()
    level = section.role_level
    shared = {"source_id": level.source_id, "place": "Line 2"}
    to.begin_whole(RoleLevel, 0, "Auditor, New")
    made = to.create(
        RoleLevel,
        {
            **shared,
            "role_id": level.role_id,
            "family_id": level.family_id,
            "title": "New",
            "slug": "new",
            "status": "published",
        },
        line=2,
    )
    own = to.create(
        Section,
        {
            **shared,
            "role_level_id": made,
            "section_type_id": section.section_type_id,
            "heading": "Duties",
        },
    )
    for number, text in enumerate(texts, start=1):
        to.create(Statement, {"section_id": own, "text": text, "position": number}, line=number)
    return to.plan


def apply_plan(plan, by=None, reason="Imported"):
    """Apply the plan and give it back with the keys of what it made."""
    return plan, apply(plan=plan, by=by, reason=reason)
