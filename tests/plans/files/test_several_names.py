import pytest

from capframe.plans.files.several_names import settle_names
from capframe.spreadsheets.report import Report
from roles.importing import ROLES
from roles.models import SkillRequirement
from tests.factories import make_framework, make_skill
from tests.importing import carry_out, check, records_of

pytestmark = pytest.mark.django_db
LEVEL = {"job_family": "Data", "role": "Analyst", "level": "Senior"}


@pytest.fixture
def framework():
    framework = make_framework(title="Craft")
    for title in ("Python", "SQL", "CI/CD"):
        make_skill(title=title, framework=framework)
    return framework


def row(skill, **values):
    return LEVEL | {"skill_framework": "Craft", "skill": skill, **values}


def skills():
    asked = SkillRequirement.objects.order_by("position")
    return [one.skill.title for one in asked]


@pytest.mark.parametrize("cell", ["Python; SQL", "python/sql", "Python\nSQL", "Python | SQL;"])
def test_a_cell_of_known_names_is_taken_apart_where_that_is_chosen(framework, cell):
    checked = carry_out(ROLES, row(cell, statement="Plan", section="Duties"), split_names=True)
    assert skills() == ["Python", "SQL"]
    notes = [one for one in checked.warnings if "by itself" in one.message]
    assert [(one.line, one.column) for one in notes] == [(2, "skill")]
    assert checked.plan.counts["created"]["roles.statement"] == 1


def test_names_that_the_file_has_by_themselves_are_known_too(framework):
    carry_out(ROLES, row("R"), row("R/Python", assessed="interview"), split_names=True)
    assert skills() == ["R", "Python"]


@pytest.mark.parametrize("cell", ["CI/CD", "Python; Knitting", "Python"])
def test_a_name_and_what_is_not_known_whole_stay(framework, cell):
    carry_out(ROLES, row(cell), split_names=True)
    assert skills() == [cell]


@pytest.mark.parametrize("cell", ["Python; SQL", "Python\nSQL"])
def test_unless_it_is_chosen_it_is_offered(framework, cell):
    checked = carry_out(ROLES, row(cell))
    assert skills() == ["Python; SQL"]
    (note,) = [one for one in checked.warnings if "several others" in one.message]
    assert "have cells of several names taken apart" in note.remedy


def test_other_lines_of_a_name_are_one_name(framework):
    carry_out(ROLES, row("Python") | {"role": "Data\nanalyst"})
    assert check(ROLES, row("Python") | {"role": "Data analyst"}).plan.changes == []


def test_the_catalogue_is_asked_only_for_doubtful_cells(framework, django_assert_num_queries):
    records = records_of(ROLES, [row("Python")] * 3)
    with django_assert_num_queries(0):
        assert len(settle_names(records, ROLES.columns, Report({}), takes_apart=True)) == 3
