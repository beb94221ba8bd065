import pytest

from roles.careers import family_levels
from roles.careers.family_levels import LONGEST_PURPOSE, load_family_levels
from roles.careers.family_words import describe_family
from roles.careers.next_levels import load_next_levels
from roles.loading import load_profiles
from roles.models import JobFamily
from tests.factories import (
    make_grade,
    make_pay,
    make_role,
    make_role_level,
    make_section,
    make_structure,
)

pytestmark = pytest.mark.django_db


def load():
    return load_family_levels(JobFamily.objects.get().pk)


def test_only_what_is_published_counts():
    make_role_level()
    make_role_level(role=make_role(), status="draft")
    make_role_level(role=make_role(status="withdrawn"))
    levels = load()
    assert (len(levels.roles), levels.number) == (1, 1)


def test_roles_of_one_level_come_first_by_grade_then_the_others_by_title():
    low, high = make_grade(), make_grade()
    long = make_role(title="A long one")
    for grade in (high, low):
        make_role_level(role=long, grade=grade)
    make_role_level(role=make_role(title="B"), grade=high)
    make_role_level(role=make_role(title="C"), grade=low)
    make_role_level(role=make_role(title="Bare"))
    roles = load().roles
    assert [role.title for role in roles] == ["C", "B", "A long one", "Bare"]
    assert [row.grade_id for row in roles[2].rows] == [low.pk, high.pk]


def test_heads_have_the_pay_of_the_employers_of_their_role_levels():
    grade = make_grade()
    make_pay(grade, employer="Home Office", location="London")
    make_pay(grade, employer="Other", location="Leeds")
    make_role_level(grade=grade, employer="home office")
    make_role_level(role=make_role(), grade=grade)
    (head,) = load().heads
    assert [one.location for one in head.pay] == ["London"]


def test_heads_lead_on_where_the_page_of_a_role_level_infers_a_step(catalogue):
    for family in JobFamily.objects.published():
        inferred = {
            (one.grade.structure_pk, one.grade.position)
            for reference in references_of(family)
            for one in load_profiles([reference])
            if one.grade and load_next_levels(*reference).up_is_inferred
        }
        heads = load_family_levels(family.pk).heads
        leading = {(h.grade.structure_pk, h.grade.position) for h in heads if h.leads_to}
        assert leading == inferred
    assert [head.leads_to for head in load_family_levels(hr().pk).heads] == [
        "Grade 7",
        "Grade 6",
        "",
    ]


def hr():
    return JobFamily.objects.get(slug="hr-professionals")


def references_of(family):
    return family.role_levels.published().values_list("role__slug", "slug")


def test_arrows_in_a_row_are_the_steps_of_the_role_levels_own_pages(catalogue):
    levels = load_family_levels(JobFamily.objects.get(slug="policy-and-performance").pk)
    (row,) = levels.career_map(levels.roles).rows
    steps = [(cell.levels[0].reference, cell.leads_on) for cell in row.cells]
    ups = [bool(load_next_levels(*reference.split("/")).up) for reference, _ in steps]
    assert [leads_on for _, leads_on in steps] == ups
    assert len(steps) == 8


def test_a_row_says_what_each_level_is_for_and_cuts_what_is_long():
    role = make_role()
    short, long = make_role_level(role=role), make_role_level(role=role)
    make_section(short, "Level purpose", ["To plan.", "To do more."])
    make_section(long, "Level purpose", ["To plan " * 200])
    make_section(long, "Overview", ["Not this."])
    levels = load()
    (row,) = levels.career_map(levels.roles).rows
    purposes = {level.reference: level.purpose for level in row.role.levels}
    assert purposes[short.reference] == "To plan."
    assert len(purposes[long.reference]) == LONGEST_PURPOSE
    assert purposes[long.reference].endswith("…")


def test_pages_hold_whole_roles(monkeypatch):
    monkeypatch.setattr(family_levels, "LEVELS_A_PAGE", 5)
    monkeypatch.setattr(family_levels, "LEVELS_OF_A_ROLE", 4)
    for title, number in (("A", 2), ("B", 4), ("C", 9), ("D", 1)):
        role = make_role(title=title)
        for _ in range(number):
            make_role_level(role=role)
    levels = load()
    pages = [[role.title for role in page] for page in levels.pages()]
    assert pages == [["D", "A"], ["B"], ["C"]]
    (row,) = levels.career_map(role for role in levels.roles if role.title == "C").rows
    assert (len(row.role.levels), row.number_left_out) == (4, 5)


def test_few_levels_can_be_compared_at_once():
    role = make_role()
    for number in range(8):
        make_role_level(role=role, level_order=number + 1)
    assert load().comparison.count("level=") == 8
    make_role_level(role=role)
    assert load().comparison == ""


def test_what_is_true_of_all_is_said_in_a_few_words(catalogue):
    said = {
        one.slug: describe_family(load_family_levels(one.pk)) for one in JobFamily.objects.all()
    }
    assert said == {
        "hr-professionals": "9 roles at 3 grades: SEO to Grade 6, Civil Service. "
        "Salaries: Home Office, date not stated.",
        "policy-and-performance": "1 role at 8 grades: Grade 7 to Grade 14, "
        "Derbyshire County Council. No salary is stated.",
        "digital-and-data": "4 roles at 1 grade: Senior Civil Service, Civil Service. "
        "No grade is stated for 1 level. No salary is stated.",
        "it-profession": "",
    }


def test_a_location_is_said_where_it_is_that_of_all():
    role = make_role()
    for _ in range(2):
        make_role_level(role=role, location="Leeds")
    words = "1 role with 2 levels. No grade and no salary is stated."
    assert describe_family(load()) == f"{words} Location: Leeds."
    make_role_level(role=role, location="York")
    assert "Location" not in describe_family(load())


def test_pay_of_others_is_not_denied():
    """Where a grade has pay, but of another employer, nothing says that none is stated."""
    grade = make_grade()
    make_pay(grade, employer="Home Office")
    make_role_level(grade=grade)
    assert "alar" not in describe_family(load())


def test_grades_of_two_structures_are_each_a_range():
    seo = make_grade(title="SEO")
    other = make_grade(title="G9", structure=make_structure(organisation="Council"))
    for grade in (seo, other):
        make_role_level(role=make_role(), grade=grade)
    assert "2 grades: SEO, Civil Service; G9, Council." in describe_family(load())
