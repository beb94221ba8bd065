import datetime

import pytest
from django.apps import apps
from django.db import models, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from capframe.base.models import Entry, Source
from capframe.base.uniqueness import find_unique, unique_fields
from capframe.plans.existing import newest_history_versions, read_existing
from capframe.plans.uniqueness import Exchange
from grades.models import Grade, GradeStructure, PayRange
from roles.models import (
    FamilySection,
    JobFamily,
    Qualification,
    QualificationRequirement,
    Role,
    RoleLevel,
    Section,
    SectionType,
    SkillRequirement,
    Workstream,
)
from skills.models import FrameworkSection, ProficiencyLevel, Skill, SkillFramework, SkillLevel
from tests.factories import (
    make_family,
    make_family_section,
    make_framework,
    make_framework_section,
    make_grade,
    make_pay,
    make_proficiency,
    make_qualification,
    make_qualification_requirement,
    make_requirement,
    make_role,
    make_role_level,
    make_section,
    make_section_type,
    make_skill,
    make_skill_level,
    make_source,
    make_structure,
    make_workstream,
)
from tests.sample_plans import apply_plan, existing, make_builder

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pieces_of_any_size")]

# Three entries each, of which no two have any value in common that must be unique.
MAKERS = {
    Source: lambda number: make_source(),
    GradeStructure: lambda number: make_structure(),
    Grade: lambda number: make_grade(structure=make_structure(), position=number),
    PayRange: lambda number: make_pay(
        make_grade(),
        employer=f"Council {number}",
        location=f"Town {number}",
        valid_from=datetime.date(2026, 4, number),
    ),
    SkillFramework: lambda number: make_framework(),
    FrameworkSection: lambda number: make_framework_section(make_framework(), f"Part {number}"),
    ProficiencyLevel: lambda number: make_proficiency(make_framework(), number),
    Skill: lambda number: make_skill(framework=make_framework()),
    SkillLevel: lambda number: make_skill_level(make_skill(framework=make_framework()), number),
    JobFamily: lambda number: make_family(),
    FamilySection: lambda number: make_family_section(make_family(), f"Part {number}"),
    Role: lambda number: make_role(family=make_family()),
    RoleLevel: lambda number: make_role_level(
        role=make_role(family=make_family()), code=f"C{number}"
    ),
    SectionType: lambda number: make_section_type(f"Type {number}"),
    Section: lambda number: make_section(make_role_level(), title=f"Type {number}"),
    SkillRequirement: lambda number: make_requirement(make_role_level(), make_skill()),
    Qualification: lambda number: make_qualification(),
    QualificationRequirement: lambda number: make_qualification_requirement(),
    Workstream: lambda number: make_workstream(),
}
ENTRIES = [m for m in apps.get_models() if issubclass(m, Entry) and find_unique(m)]
CONSTRAINTS = [
    (model, constraint, column)
    for model in ENTRIES
    for constraint in model._meta.constraints
    if isinstance(constraint, models.UniqueConstraint)
    for column in unique_fields(constraint)
]
# What makes a condition hold that does not hold by itself.
CONDITIONS = {"payrange_without_date_is_unique": {"valid_from": None}}


def test_every_entry_that_must_differ_can_step_aside():
    assert set(MAKERS) == set(ENTRIES)
    for model in ENTRIES:
        assert all(unique.spare for unique in find_unique(model))
        declared = [c for c in model._meta.constraints if isinstance(c, models.UniqueConstraint)]
        assert [unique.columns for unique in find_unique(model)] == [
            tuple(model._meta.get_field(name).attname for name in unique_fields(constraint))
            for constraint in declared
        ]


def moved(model, **values):
    """Apply the plan that gives each entry of a model other values, by column."""
    to = make_builder()
    to.plan.history_versions = newest_history_versions([model])
    to.begin_whole(model, 0, "Exchange")
    entries = list(read_existing(model.objects.order_by("pk")).values())
    for number, entry in enumerate(entries):
        to.change(model, entry, {name: wanted[number] for name, wanted in values.items()})
    apply_plan(to.plan)


@pytest.mark.parametrize(
    ("model", "constraint", "field"),
    CONSTRAINTS,
    ids=[f"{constraint.name}-{field}" for _, constraint, field in CONSTRAINTS],
)
def test_entries_exchange_what_must_differ(model, constraint, field):
    for number in (1, 2, 3):
        MAKERS[model](number)
    rows = model.objects.order_by("pk")
    first = rows.first()
    alike = {name: getattr(first, name) for name in unique_fields(constraint) if name != field}
    rows.update(**alike, **CONDITIONS.get(constraint.name, {}))
    for swap_or_cycle in ((1, 0, 2), (1, 2, 0)):
        exchange(model, model._meta.get_field(field).attname, swap_or_cycle)


def exchange(model, column, order):
    """Give each entry the value of the one at its place in the order, and nothing else."""
    rows = model.objects.order_by("pk")
    before = read_existing(rows)
    values = [entry.values[column] for entry in before.values()]
    moved(model, **{column: [values[place] for place in order]})
    expected = {
        pk: {**entry.values, column: values[place]}
        for (pk, entry), place in zip(before.items(), order, strict=True)
    }
    assert {pk: entry.values for pk, entry in read_existing(rows).items()} == expected
    for entry in rows:
        row = model.history.filter(id=entry.pk).latest("history_id")
        assert getattr(row, column) == getattr(entry, column)


@pytest.mark.usefixtures("groups_come_back")
@pytest.mark.django_db(transaction=True)
def test_the_database_commits_what_referred_to_nothing_for_a_moment():
    level = make_role_level()
    for _ in range(3):
        make_requirement(level, make_skill())
    exchange(SkillRequirement, "skill_id", (1, 2, 0))


def test_pay_takes_the_place_of_pay_that_gets_a_day():
    grade = make_grade()
    make_pay(grade, valid_from=datetime.date(2026, 4, 1))
    make_pay(grade, valid_from=None)
    moved(PayRange, valid_from=[None, "2027-04-01"])
    days = PayRange.objects.order_by("pk").values_list("valid_from", flat=True)
    assert list(days) == [None, datetime.date(2027, 4, 1)]


def test_a_code_that_another_level_gives_up_is_taken():
    role = make_role()
    for code in ("A1", "B2", ""):
        make_role_level(role=role, code=code)
    moved(RoleLevel, code=["", "A1", "B2"])
    codes = RoleLevel.objects.order_by("pk").values_list("code", flat=True)
    assert list(codes) == ["", "A1", "B2"]


def orders(number):
    return st.permutations(range(number))


@pytest.fixture
def structures():
    """Two structures with three grades each; all titles, slugs and positions stand in both."""
    made = [make_structure(), make_structure()]
    for structure in made:
        for number in (1, 2, 3):
            title = f"Grade {number}"
            make_grade(structure=structure, position=number, title=title, slug=f"g{number}")
    return made


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50, deadline=None
)
@given(orders(6), st.lists(orders(3), min_size=6, max_size=6))
def test_any_permutation_applies(structures, seats, within):
    # Every grade takes the seat of another one, with values of that seat's structure.
    homes = [seat // 3 for seat in seats]
    titles, slugs, positions = (
        [each[home][seat % 3] + 1 for seat, home in zip(seats, homes, strict=True)]
        for each in (within[:2], within[2:4], within[4:])
    )
    wanted = {
        "structure_id": [structures[home].pk for home in homes],
        "title": [f"Grade {number}" for number in titles],
        "slug": [f"g{number}" for number in slugs],
        "position": positions,
    }
    with transaction.atomic():
        moved(Grade, **wanted)
        rows = list(Grade.objects.order_by("pk").values_list(*wanted))
        transaction.set_rollback(True)
    assert rows == list(zip(*wanted.values(), strict=True))


def changes_of(*entries, **values):
    to = make_builder()
    to.begin_whole(type(entries[0]), 0, "Change")
    for number, entry in enumerate(entries):
        wanted = {name: value.format(number) for name, value in values.items()}
        to.change(type(entry), existing(entry), wanted)
    return to.plan.changes


def exchanged(model, changes):
    """The changes after those in the way have stepped aside."""
    exchange = Exchange()
    exchange.watch(model, changes)
    exchange.step_aside()
    return exchange.put_back(model, changes)


def test_what_need_not_differ_costs_no_query(django_assert_num_queries):
    changes = changes_of(make_role_level(), make_role_level(), description="Lead", location="Leeds")
    with django_assert_num_queries(0):
        assert exchanged(RoleLevel, changes) == changes


def test_nothing_is_written_where_nothing_is_exchanged(django_assert_num_queries):
    changes = changes_of(make_role_level(), make_role_level(), code="N{}")
    with django_assert_num_queries(1):
        assert exchanged(RoleLevel, changes) == changes
