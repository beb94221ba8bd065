from datetime import date

import pytest
from django.contrib.redirects.models import Redirect
from django.db import IntegrityError, transaction
from django.db.models import F, ProtectedError

from capframe.base.models import Sourced, entry_models
from grades.models import Grade
from roles.models import JobFamily, RoleLevel, Section, SkillRequirement
from tests.factories import (
    make_family,
    make_framework,
    make_grade,
    make_pay,
    make_proficiency,
    make_qualification_requirement,
    make_requirement,
    make_role,
    make_role_level,
    make_section,
    make_skill,
    make_skill_level,
    make_structure,
    make_workstream,
)

pytestmark = pytest.mark.django_db


def two_codes():
    family = make_family()
    for _ in range(2):
        make_role_level(role=make_role(family=family), code="PAP14")


def two_requirements():
    level, skill = make_role_level(), make_skill()
    make_requirement(level, skill, 1)
    make_requirement(level, skill, 2)


def two_sections():
    level = make_role_level()
    make_section(level, "Overview")
    make_section(level, "Overview")


def two_pay_ranges(**values):
    grade = make_grade()
    make_pay(grade, employer="Home Office", **values)
    make_pay(grade, employer="HOME OFFICE", **values)


def one_qualification_twice():
    asked = make_qualification_requirement()
    make_qualification_requirement(asked.statement, asked.qualification.title)


REFUSED = {
    "a qualification twice in a statement": one_qualification_twice,
    "an unknown strength": lambda: make_qualification_requirement(strength="perhaps"),
    "an unknown way of assessing": lambda: make_requirement(
        make_role_level(), make_skill(), assessed="by post"
    ),
    "a code twice in a family": two_codes,
    "a skill twice in a role level": two_requirements,
    "a section type twice in a role level": two_sections,
    "an undated pay range twice": two_pay_ranges,
    "a dated pay range twice": lambda: two_pay_ranges(valid_from="2026-04-01"),
    "pay below nothing": lambda: make_pay(make_grade(), minimum=-1),
    "an unknown period of pay": lambda: make_pay(make_grade(), period="week"),
    "a currency by its sign": lambda: make_pay(make_grade(), currency="£"),
    "an employer with a space before": lambda: make_pay(make_grade(), employer=" Home Office"),
    "an employer with a space behind": lambda: make_role_level(employer="Home Office "),
    "a grade's position twice": lambda: [
        make_grade(structure=s, position=1) for s in [make_structure()] * 2
    ],
    "a position below 1": lambda: make_grade(position=0),
    "a minimum above the maximum": lambda: make_pay(make_grade(), minimum=2, maximum=1),
    "an unknown status": lambda: make_family(status="secret"),
    "a day of withdrawal of what is published": lambda: JobFamily.objects.filter(
        pk=make_family().pk
    ).update(withdrawn_on=date(2026, 3, 3)),
    "a successor of what is published": lambda: JobFamily.objects.filter(
        pk=make_family().pk
    ).update(successor=make_family()),
    "a merger of what is published": lambda: JobFamily.objects.filter(pk=make_family().pk).update(
        is_merged=True
    ),
    "a successor that is the entry itself": lambda: JobFamily.objects.filter(
        pk=make_family(status="withdrawn").pk
    ).update(successor=F("pk")),
    "an unknown route": lambda: make_workstream(route="sideways"),
    "an unknown layout": lambda: make_section(make_role_level(), layout="table"),
    "an unknown kind of skill": lambda: make_skill(kind="odd"),
    "an empty organisation": lambda: make_structure(organisation=""),
    "an empty place": lambda: make_grade(place=""),
    "an empty title": lambda: make_role(title="", slug="x"),
    "an empty statement": lambda: make_role_level({"Overview": [""]}),
    "an empty pair": lambda: make_skill_level(make_skill(), pairs=[("", "")]),
    "a slug twice": lambda: [make_role(slug="twice") for _ in range(2)],
}


@pytest.mark.parametrize("make", REFUSED.values(), ids=REFUSED.keys())
def test_the_database_itself_refuses(make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


@pytest.mark.parametrize("model", [m for m in entry_models() if issubclass(m, Sourced)])
def test_the_database_holds_that_every_entry_says_where_in_its_source_it_stands(model):
    names = {constraint.name for constraint in model._meta.constraints}
    assert f"{model._meta.model_name}_place_is_not_blank" in names


def test_codes_may_repeat_in_another_family_or_be_missing():
    for family in (make_family(), make_family()):
        make_role_level(role=make_role(family=family), code="PAP14")
        make_role_level(role=make_role(family=family))
    assert RoleLevel.objects.count() == 4


@pytest.mark.parametrize("holder", ["grade", "skill", "family", "source"])
def test_what_is_in_use_cannot_be_deleted(holder):
    level = make_role_level(grade=make_grade())
    asked = make_requirement(level, make_skill())
    held = {"grade": level.grade, "skill": asked.skill, "family": level.family}
    with pytest.raises(ProtectedError):
        held.get(holder, level.source).delete()


def test_a_role_that_moves_takes_its_levels_along():
    level = make_role_level()
    role, family = level.role, make_family()
    role.family = family
    role.save()
    level.refresh_from_db()
    assert level.family == family
    assert level.history.count() == 2


def test_natural_keys_find_entries_again():
    level = make_role_level({"Overview": ["Text"]}, grade=make_grade())
    requirement = make_requirement(level, make_skill())
    for entry in (level, level.grade, requirement, level.sections.get()):
        assert type(entry).objects.get_by_natural_key(*entry.natural_key()) == entry


def test_models_are_published_with_what_they_stand_in():
    level = make_role_level({"Overview": ["Text"]})
    make_requirement(level, make_skill())
    for model in (RoleLevel, Section, SkillRequirement):
        assert model.objects.published().count() == 1
    level.role.status = "withdrawn"
    level.role.save()
    for model in (RoleLevel, Section, SkillRequirement):
        assert model.objects.published().count() == 0


def test_a_new_title_leaves_the_address_alone():
    grade = make_grade(slug="grade-7")
    grade.title = "Senior grade"
    grade.save()
    assert Grade.objects.get(pk=grade.pk).slug == "grade-7"
    assert not Redirect.objects.exists()


def test_a_new_slug_leaves_redirects_for_all_that_hangs_on_it():
    framework = make_framework(slug="old")
    make_skill(framework=framework, slug="pace")
    framework.slug = "new"
    framework.save()
    assert dict(Redirect.objects.values_list("old_path", "new_path")) == {
        "/skills/old/": "/skills/new/",
        "/skills/old/pace/": "/skills/new/pace/",
    }


def test_a_slug_that_comes_back_redirects_nowhere():
    structure = make_structure(slug="first")
    for slug in ("second", "first"):
        structure.slug = slug
        structure.save()
    assert dict(Redirect.objects.values_list("old_path", "new_path")) == {
        "/grades/second/": "/grades/first/"
    }


def test_a_level_of_another_framework_is_refused_in_forms():
    requirement = make_requirement(make_role_level(), make_skill())
    requirement.level = make_proficiency(make_framework(), 4)
    with pytest.raises(Exception, match="is not a level of"):
        requirement.full_clean()
