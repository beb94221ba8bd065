"""Names that differ in case or spacing alone are taken for one where they must be unique."""

import pytest
from django.core.exceptions import ValidationError

from capframe.base.uniqueness import find_alike
from tests.admin_forms import load, problems, send
from tests.base.test_formsets import change_url, framework_with_levels
from tests.factories import (
    make_family,
    make_family_section,
    make_framework,
    make_framework_section,
    make_grade,
    make_proficiency,
    make_qualification,
    make_role,
    make_role_level,
    make_section_type,
    make_skill,
    make_structure,
)

pytestmark = pytest.mark.django_db

BESIDE = {
    "grade": lambda whole, name: make_grade(structure=whole, title=name),
    "proficiency": lambda whole, name: make_proficiency(whole, len(name), title=name),
    "framework section": lambda whole, name: make_framework_section(whole, heading=name),
    "skill": lambda whole, name: make_skill(framework=whole, title=name),
    "family section": lambda whole, name: make_family_section(whole, heading=name),
    "role": lambda whole, name: make_role(family=whole, title=name),
    "level": lambda whole, name: make_role_level(role=whole, title=name),
    "section type": lambda whole, name: make_section_type(name),
    "qualification": lambda whole, name: make_qualification(name),
}
WHOLES = {
    "grade": make_structure,
    "proficiency": make_framework,
    "framework section": make_framework,
    "skill": make_framework,
    "family section": make_family,
    "role": make_family,
    "level": make_role,
    "section type": lambda: None,
    "qualification": lambda: None,
}


def name_field(entry):
    return "heading" if hasattr(entry, "heading") else "title"


@pytest.mark.parametrize("kind", BESIDE)
@pytest.mark.parametrize("written", ["deep water", "Deep  Water", " Deep water"])
def test_it_is_refused_beside_the_other(kind, written):
    whole = WHOLES[kind]()
    BESIDE[kind](whole, "Deep water")
    entry = BESIDE[kind](whole, "Shallow")
    setattr(entry, name_field(entry), written)
    with pytest.raises(ValidationError) as refused:
        entry.validate_constraints()
    assert "“Deep water” is there already." in str(refused.value.message_dict[name_field(entry)])


def test_elsewhere_it_may_be():
    make_skill(framework=make_framework(), title="Deep water")
    entry = make_skill(framework=make_framework(), title="Shallow")
    entry.title = "deep water"
    entry.full_clean()


def test_what_stood_so_before_is_let_be():
    framework = make_framework()
    make_skill(framework=framework, title="Deep water")
    entry = make_skill(framework=framework, title="deep water", slug="deep-water-2")
    entry.definition = "Swims."
    entry.full_clean()


def test_its_own_name_may_change_in_case():
    entry = make_skill(title="deep water")
    entry.title = "Deep Water"
    entry.full_clean()


def test_exactly_the_same_is_for_the_constraint_to_refuse():
    framework = make_framework()
    make_skill(framework=framework, title="Deep water")
    entry = make_skill(framework=framework, title="Shallow")
    entry.title = "Deep water"
    assert find_alike(entry) == {}
    with pytest.raises(ValidationError, match="already exists"):
        entry.validate_constraints()


def test_levels_without_a_code_are_not_alike():
    role = make_role()
    levels = [make_role_level(role=role, title=title) for title in ("One", "Two")]
    assert [find_alike(level) for level in levels] == [{}, {}]


def test_a_form_says_it_at_the_field(admin_client):
    structure = make_structure()
    make_grade(structure=structure, title="Grade 7")
    url = change_url(make_grade(structure=structure, title="SEO"))
    response = send(admin_client, url, load(admin_client, url), title="grade 7")
    assert "“Grade 7” is there already." in str(problems(response))


def test_so_does_a_row_of_a_form(admin_client):
    framework, _ = framework_with_levels()
    url = change_url(framework)
    response = send(admin_client, url, load(admin_client, url), **{"levels-1-title": "LEVEL 1"})
    assert "Another row has this title." in str(problems(response))
