from functools import partial

import pytest
from django.db import transaction
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from capframe.base.models import Status
from capframe.fixtures import FIXTURES
from capframe.spreadsheets.invisible import normalise_text
from capframe.spreadsheets.names import tidy
from capframe.spreadsheets.texts import tidy_text
from roles.exporting import export_roles
from roles.importing import ROLES
from roles.models import (
    FamilySection,
    FamilyStatement,
    JobFamily,
    Milestone,
    Qualification,
    QualificationRequirement,
    Role,
    RoleLevel,
    Section,
    SectionType,
    SkillRequirement,
    Statement,
    Workstream,
)
from skills.models import Skill
from tests.factories import (
    make_family,
    make_framework,
    make_grade,
    make_proficiency,
    make_qualification_requirement,
    make_requirement,
    make_role,
    make_role_level,
    make_section,
    make_section_type,
    make_skill,
    make_skill_level,
    make_structure,
    numbers,
    remove_all,
    sourced,
)
from tests.importing import EXPORTED, carry_out, check

# Not grades and skills, which have kinds of import of their own.
MODELS = (
    *(Milestone, Workstream, SkillRequirement, QualificationRequirement, Qualification),
    *(Statement, Section, SectionType),
    *(RoleLevel, Role, FamilyStatement, FamilySection, JobFamily),
)


def there_and_back():
    """What is exported, and what is exported again after an import into an empty catalogue."""
    exported = list(export_roles(True))
    remove_all(*MODELS)
    carry_out(ROLES, *exported, **EXPORTED)
    return exported, list(export_roles(True))


@pytest.mark.parametrize("fixture", FIXTURES)
def test_every_source_comes_back(seed, fixture):
    seed(fixture)
    exported, again = there_and_back()
    assert again == exported


def test_an_export_changes_nothing_where_it_came_from(catalogue):
    checked = check(ROLES, *export_roles(True))
    assert (checked.errors, checked.warnings, checked.plan.changes) == ((), (), [])
    assert checked.plan.unchanged["roles.statement"] == 306


@pytest.fixture
def level(db):
    family = make_family(title="Policy")
    role = make_role(title="Adviser", family=family, description="Advises.", role_type="Expert")
    grade = make_grade(structure=make_structure(title="Civil Service"), title="Grade 7")
    return make_role_level(
        role=role,
        title="Senior",
        grade=grade,
        level_order=2,
        code="A7",
        location="Leeds",
        employer="Home Office",
        description="Leads.\r\nAlways.",
    )


NAMED = {"job_family": "Policy", "role": "Adviser", "level": "Senior"}
FACTS = {
    "role_description": "Advises.",
    "role_type": "Expert",
    "level_order": "2",
    "grade_structure": "Civil Service",
    "grade": "Grade 7",
    "code": "A7",
    "location": "Leeds",
    "employer": "Home Office",
    "level_description": "Leads.\nAlways.",
}


def test_a_level_without_statements_and_skills_has_one_row(level):
    assert list(export_roles(False)) == [NAMED | FACTS]


def test_each_statement_and_each_skill_has_a_row(level):
    section = make_section(level, "Duties", ["Plan", "Act"], heading="Duties")
    section.statements.filter(text="Act").update(note="Daily")
    make_section(level, "Travel", heading="Travel", position=2)
    skill = make_skill(framework=make_framework(title="Craft"), title="Writing", definition="Words")
    make_skill_level(skill, 3, description="Well")
    make_requirement(level, skill, 3)
    duties = NAMED | {"section": "Duties"}
    assert list(export_roles(False)) == [
        FACTS | duties | {"statement": "Plan"},
        duties | {"statement": "Act", "note": "Daily"},
        NAMED | {"section": "Travel"},
        NAMED
        | {
            "skill_framework": "Craft",
            "skill": "Writing",
            "skill_description": "Words",
            "skill_level": "Level 3",
            "skill_level_description": "Well",
        },
    ]


def test_each_qualification_of_a_statement_has_a_row(level):
    section = make_section(level, "Skills", ["Be both degree and CIPD qualified.", "Write"])
    both, write = section.statements.in_order()
    make_qualification_requirement(both, "Degree", "required")
    make_qualification_requirement(both, "CIPD", "ideal_or_working_towards")
    write.strength = "required"
    write.save()
    said = NAMED | {"section": "Skills"}
    both = {"statement": "Be both degree and CIPD qualified."}
    assert list(export_roles(False)) == [
        FACTS | said | both | {"qualification": "CIPD", "strength": "ideal or working towards it"},
        said | both | {"qualification": "Degree", "strength": "required"},
        said | {"statement": "Write", "strength": "required"},
    ]
    assert check(ROLES, *export_roles(False)).plan.changes == []
    exported, again = there_and_back()
    assert again == exported


def test_a_fact_stands_on_the_first_row_that_is_about_it(level):
    skill = make_skill(framework=make_framework(title="Craft"), title="Writing", definition="Words")
    for other in (level, make_role_level(role=level.role, title="Chief", level_order=3)):
        make_requirement(other, skill, None)
    assert [
        ("role_description" in row, "level_order" in row, "skill_description" in row)
        for row in export_roles(False)
    ] == [(True, True, True), (False, True, False)]


def test_levels_come_by_grade_and_order_and_never_by_the_alphabet(level):
    junior = make_grade(structure=level.grade.structure, title="SEO", position=9)
    for title, grade, order in (("B", None, 2), ("A", None, 3), ("Z", level.grade, 1)):
        make_role_level(role=level.role, title=title, grade=grade, level_order=order)
    make_role_level(role=level.role, title="Top", grade=junior)
    assert [row["level"] for row in export_roles(False)] == ["Z", "Senior", "Top", "B", "A"]


@pytest.mark.parametrize("status", [Status.DRAFT, Status.WITHDRAWN])
def test_what_readers_do_not_see_is_exported_only_with_everything(level, status):
    RoleLevel.objects.update(status=status)
    assert (len(list(export_roles(False))), len(list(export_roles(True)))) == (0, 1)


def test_hidden_skills_are_asked_for_only_with_everything(level):
    make_requirement(level, make_skill(status=Status.DRAFT))
    for everything, number in ((False, 0), (True, 1)):
        assert len([row for row in export_roles(everything) if "skill" in row]) == number
    assert check(ROLES, *export_roles(False)).plan.changes == []


def test_families_that_share_a_title_are_named_by_their_addresses(level):
    family = make_family(title="POLICY", slug="policy-2")
    make_role_level(role=make_role(title="Adviser", slug="adviser-2", family=family))
    assert [row["job_family"] for row in export_roles(False)] == ["policy", "policy-2"]
    assert check(ROLES, *export_roles(False)).plan.changes == []
    exported, again = there_and_back()
    assert again == exported


def test_a_statement_that_stands_there_three_times_comes_back(level):
    make_section(level, "Duties", ["Plan", "Act", "Plan", "Plan"], heading="Duties")
    assert check(ROLES, *export_roles(True)).plan.changes == []
    exported, again = there_and_back()
    assert again == exported
    assert list(Statement.objects.order_by("position").values_list("text", flat=True)) == [
        *("Plan", "Act", "Plan", "Plan")
    ]


def test_queries_do_not_grow_with_the_role_levels(level, django_assert_num_queries):
    with django_assert_num_queries(17):
        assert len(list(export_roles(False))) == 1
    for _ in range(20):
        make_section(make_role_level(role=make_role()), statements=["Plan", "Act"])
    with django_assert_num_queries(17):
        assert len(list(export_roles(False))) == 41


# As the catalogue stores them.
texts = st.text(
    st.one_of(
        st.sampled_from("=+-@'\"•–,;\n\t ABab09é漢🙂\u00a0"),
        st.characters(exclude_categories=["C", "Z"]),
    ),
    min_size=1,
    max_size=12,
)
texts = texts.map(normalise_text).filter(lambda text: tidy_text(text) == text and text)
titles = texts.map(tidy)
lists = partial(st.lists, max_size=3)
levels_of = st.dictionaries(
    titles,
    st.tuples(
        st.dictionaries(titles, lists(st.tuples(texts, st.one_of(st.just(""), texts))), max_size=3),
        st.dictionaries(titles, st.sampled_from([None, 1, 2]), max_size=3),
        st.one_of(st.just(""), texts),
    ),
    min_size=1,
    max_size=3,
)


@example({"Adviser": {"Senior": ({"Duties": [("-", ""), ("-", "")]}, {}, "-")}})
@given(st.dictionaries(titles, levels_of, min_size=1, max_size=3))
@settings(
    max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_table_comes_back(db, roles):
    with transaction.atomic():
        make(roles)
        unchanged = check(ROLES, *export_roles(True), **EXPORTED)
        assert (unchanged.errors, unchanged.plan.changes) == ((), [])
        exported, again = there_and_back()
        assert again == exported
        transaction.set_rollback(True)


def make(roles):
    """Roles in one family, of {title: {title of a level: (sections, skills, description)}}."""
    family = make_family(title="Policy")
    framework = make_framework(title="Craft")
    for title, levels in roles.items():
        number = next(numbers)
        values = {"slug": f"role-{number}", "aliases": f"={number} and more\n- {number} and more"}
        role = make_role(title=title, family=family, **values)
        for name, (sections, skills, description) in levels.items():
            slug = f"level-{next(numbers)}"
            level = make_role_level(role=role, title=name, slug=slug, description=description)
            for position, (heading, statements) in enumerate(sections.items(), start=1):
                kind = make_section_type(f"Type {position}")
                section = Section.objects.create(
                    role_level=level,
                    section_type=kind,
                    heading=heading,
                    position=position,
                    **sourced({}),
                )
                for number, (text, note) in enumerate(statements, start=1):
                    section.statements.create(position=number, text=text, note=note)
            for position, (skill_title, at) in enumerate(skills.items(), start=1):
                skill = Skill.objects.filter(title=skill_title).first() or make_skill(
                    title=skill_title, framework=framework, slug=f"skill-{next(numbers)}"
                )
                level_at = at and make_proficiency(framework, at)
                make_requirement(level, skill, level=level_at, position=position)
