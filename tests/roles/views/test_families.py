import pytest

from roles.grid import grid_of
from roles.models import RoleLevel
from tests.factories import (
    make_family,
    make_family_statement,
    make_grade,
    make_role,
    make_role_level,
    make_workstream,
)

pytestmark = pytest.mark.django_db


def test_the_list_counts_what_is_published(client):
    family = make_family(title="Human Resources")
    role = make_role(family=family)
    make_role_level(role=role)
    make_role_level(role=role, status="draft")
    make_role_level(role=make_role(family=family, status="withdrawn"))
    make_family(status="draft")
    (shown,) = client.get("/families/").context["families"]
    assert shown.title == "Human Resources"
    assert (shown.number_of_roles, shown.number_of_role_levels) == (1, 1)


def test_a_family_in_full(client):
    family = make_family(purpose="To plan.\n\n- One thing", levels_of_work="By scale.")
    make_family_statement(family, text="Shaping policy")
    make_family_statement(family, kind="member", text="Managers")
    level = make_role_level(role=make_role(family=family), grade=make_grade())
    make_workstream(family=family, title="Fast Stream", route="entry")
    text = client.get(family.get_absolute_url()).content.decode()
    for said in ("To plan.", "One thing", "By scale.", "Shaping policy", "Managers", "Fast Stream"):
        assert said in text
    assert f'value="{level.reference}"' in text


def test_a_family_of_which_the_source_says_little(client):
    text = client.get(make_family().get_absolute_url()).content.decode()
    assert "The source gives no purpose for this family." in text
    assert "The source gives no roles in this family." in text


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_what_is_not_published_is_not_found(client, status):
    assert client.get(make_family(status=status).get_absolute_url()).status_code == 404
    assert client.get("/families/none/").status_code == 404


def test_the_grid_runs_from_junior_to_senior():
    junior, senior = make_grade(), make_grade()
    role = make_role()
    make_role_level(role=role, grade=senior)
    make_role_level(role=role, grade=junior)
    make_role_level(role=make_role())
    grid = grid_of(RoleLevel.objects.with_role_and_grade().in_grade_order())
    assert grid.grades == (junior, senior, None)
    assert [[len(cell.levels) for cell in row.cells] for row in grid.rows] == [[1, 1, 0], [0, 0, 1]]


@pytest.mark.parametrize("number", [8, 800])
def test_four_queries_however_many_levels(client, django_assert_num_queries, number):
    family = make_family()
    grades = [make_grade() for _ in range(8)]
    role = make_role(family=family)
    for position in range(number):
        make_role_level(role=role, grade=grades[position % 8])
    with django_assert_num_queries(4):
        client.get(family.get_absolute_url())
    with django_assert_num_queries(1):
        client.get("/families/")
