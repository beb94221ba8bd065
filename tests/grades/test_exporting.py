from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from capframe.fixtures import FIXTURES
from grades.exporting import export_grades
from grades.importing import GRADES
from grades.models import Grade, GradeStructure, PayRange
from roles.models import RoleLevel
from tests.factories import make_grade, make_pay, make_structure, remove_all
from tests.importing import check, exported, imported


def empty_the_catalogue():
    RoleLevel.objects.update(grade=None)
    remove_all(PayRange, Grade, GradeStructure)


def there_and_back():
    """The file exported, and the one exported again after an import into an empty catalogue."""
    content = exported(GRADES)
    empty_the_catalogue()
    imported(GRADES, content)
    return content, exported(GRADES)


@pytest.fixture
def structure(db):
    return make_structure(title="Civil Service", organisation="Crown", description="Old\r\nones")


def test_it_works(structure):
    grade = make_grade(title="SEO", full_title="Senior Executive Officer", position=3)
    make_grade(title="EO", position=1, aliases="E.O.\nExec")
    make_pay(grade, location="London", minimum=2, maximum=3, valid_from=date(2026, 4, 1))
    make_pay(grade, location="London", minimum=1, maximum=2)
    assert list(export_grades(False)) == [
        {
            "grade_structure": "Civil Service",
            "grade": "EO",
            "organisation": "Crown",
            "structure_description": "Old\nones",
            "position": "1",
            "aliases": "E.O.\nExec",
        },
        {
            "grade_structure": "Civil Service",
            "grade": "SEO",
            "full_title": "Senior Executive Officer",
            "position": "3",
            "location": "London",
            "minimum": "1",
            "maximum": "2",
            "period": "year",
            "currency": "GBP",
        },
        {
            "grade_structure": "Civil Service",
            "grade": "SEO",
            "location": "London",
            "minimum": "2",
            "maximum": "3",
            "period": "year",
            "currency": "GBP",
            "valid_from": "2026-04-01",
        },
    ]


def test_structures_that_share_a_title_are_named_by_their_addresses(structure):
    other = make_structure(title="Civil  service", slug="northern-ireland")
    make_grade(title="EO", structure=structure, position=1)
    make_grade(title="EO", structure=other, position=1)
    assert [row["grade_structure"] for row in export_grades(True)] == [
        "civil-service",
        "northern-ireland",
    ]
    before, after = there_and_back()
    assert after == before


# Section types alone hold no grades.
@pytest.mark.parametrize("fixture", FIXTURES[1:])
def test_every_document_comes_back(seed, fixture):
    seed(fixture)
    before, after = there_and_back()
    assert after == before


def test_the_number_of_queries_does_not_grow(structure, django_assert_num_queries):
    for number in range(5):
        make_pay(make_grade(title=f"Grade {number}"))
    with django_assert_num_queries(4):
        list(export_grades(True))


names = st.sampled_from(["Civil Service", "Größe", "Données & co", "数", "=1+1", "Grade 7"])
employers = st.sampled_from(["", "Home Office", "Größe & Söhne"])
amounts = st.decimals(0, 90_000, places=2)
units = st.tuples(st.sampled_from(["year", "day", "hour"]), st.sampled_from(["GBP", "EUR"]), names)
pay = st.dictionaries(
    st.tuples(employers, st.sampled_from(["", "London", "Élan"]), st.none() | st.dates()),
    st.tuples(st.tuples(amounts, amounts).map(sorted), units),
    max_size=3,
)
grades = st.dictionaries(names, st.tuples(st.integers(1, 9_999), pay), max_size=4).filter(
    lambda found: len({position for position, _ in found.values()}) == len(found)
)


@given(st.dictionaries(names, st.tuples(names, names, grades.filter(bool)), min_size=1, max_size=3))
@settings(
    max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_whatever_there_is_comes_back(db, structures):
    empty_the_catalogue()
    for number, (title, (organisation, text, grades)) in enumerate(structures.items(), start=1):
        structure = make_structure(
            title=title, slug=f"structure-{number}", organisation=organisation, description=text
        )
        for name, (position, paid) in grades.items():
            grade = make_grade(
                structure=structure,
                title=name,
                slug=f"grade-{position}",
                position=position,
                aliases=f"={position}\n- {position}",
            )
            for (employer, location, day), ((minimum, maximum), unit) in paid.items():
                values = dict(zip(("period", "currency", "note"), unit, strict=True))
                values |= {"employer": employer, "location": location, "valid_from": day}
                make_pay(grade, minimum=minimum, maximum=maximum, **values)
    before, after = there_and_back()
    assert after == before


def test_what_is_exported_changes_nothing(catalogue):
    checked = check(GRADES, *export_grades(True))
    assert checked.plan.changes == []
    assert checked.plan.unchanged == {
        "grades.gradestructure": 2,
        "grades.grade": 12,
        "grades.payrange": 6,
    }
    assert checked.warnings == ()
