import pytest

from roles.careers.family_numbers import count_each
from roles.careers.family_overviews import MOST_ROLES, load_overviews
from roles.models import JobFamily
from tests.factories import (
    make_family,
    make_grade,
    make_pay,
    make_role,
    make_role_level,
    make_structure,
)

pytestmark = pytest.mark.django_db


def overview(slug=None):
    families = JobFamily.objects.published()
    (found,) = load_overviews(count_each(families.filter(slug=slug) if slug else families))
    return found


def groups(found):
    return [(group.grades, [link.title for link in group.links]) for group in found.groups]


def test_roles_stand_under_their_grades(catalogue):
    found = overview("hr-professionals")
    assert [grades for grades, _ in groups(found)] == ["SEO", "Grade 7", "Grade 6"]
    assert groups(found)[0] == ("SEO", ["HR Project Management"])
    assert found.counted == "9 roles"
    assert found.grades == ("SEO to Grade 6, Civil Service",)
    assert found.pay == ("£35,114 to £74,446 a year, Home Office",)


def test_the_levels_of_an_only_role_stand_for_it(catalogue):
    found = overview("policy-and-performance")
    ((grades, titles),) = groups(found)
    assert grades == "Grade 7 to Grade 14"
    assert (titles[0], titles[-1], len(titles)) == ("PPP07", "PAP14", 8)
    assert found.counted == "1 role, 8 levels"
    assert found.comparison.count("level=") == 8
    assert found.pay == ()


def test_what_has_no_grade_stands_last(catalogue):
    assert groups(overview("digital-and-data"))[-1] == ("No grade stated", ["Head of Profession"])


def test_one_of_several_roles_says_how_many_levels_it_has():
    role = make_role(title="Planner")
    for grade in (make_grade(title="SEO"), make_grade(title="Grade 7")):
        make_role_level(role=role, grade=grade)
    make_role_level(role=make_role(title="Other"))
    first, _ = overview().groups
    assert first.grades == "SEO to Grade 7"
    assert first.links == (("Planner", role.get_absolute_url(), "2 levels"),)


def test_the_first_twelve_roles_are_shown_of_each_family():
    for title in ("One", "Two"):
        family = make_family(title=title)
        for number in range(MOST_ROLES + 1):
            make_role_level(role=make_role(family=family, title=f"{title} {number:02}"))
    for found in load_overviews(count_each(JobFamily.objects.all())):
        ((_, titles),) = groups(found)
        assert len(titles) == MOST_ROLES
        assert titles[0].startswith(f"{found.title} 00")
        assert found.all_roles == "All 13 roles"


def test_a_role_without_a_published_level_is_none():
    make_role()
    make_role_level(role=make_role(), status="draft")
    assert (overview().groups, overview().counted) == ((), "No roles")


def test_pay_is_that_of_the_employers_of_the_role_levels_and_of_one_unit():
    grade = make_grade()
    for values in (
        {"location": "Leeds", "maximum": 50_000},
        {"location": "Hour", "period": "hour"},
    ):
        make_pay(grade, employer="Home Office", **values)
    make_pay(grade, employer="Other", minimum=1)
    make_role_level(grade=grade, employer="home office")
    assert overview().pay == (
        "£30,000 to £40,000 an hour, Home Office",
        "£30,000 to £50,000 a year, Home Office",
    )


def test_a_role_at_grades_of_two_structures_has_no_range():
    role, seo = make_role(), make_grade(title="SEO")
    other = make_grade(title="G9", structure=make_structure(organisation="Council"))
    for grade in (seo, other):
        make_role_level(role=role, grade=grade)
    found = overview()
    assert [group.grades for group in found.groups] == ["Grades of several organisations, or none"]
    assert found.grades == ("SEO, Civil Service", "G9, Council")
