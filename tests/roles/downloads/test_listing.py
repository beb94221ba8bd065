"""The list of role levels as a file."""

import csv
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from tests.factories import (
    make_grade,
    make_pay,
    make_requirement,
    make_role,
    make_role_level,
    make_role_levels,
    make_skill,
)

pytestmark = pytest.mark.django_db


def csv_rows(client, query=""):
    response = client.get(f"/roles/?format=csv{query}")
    assert response.headers["Content-Disposition"] == 'attachment; filename="roles.csv"'
    text = response.content.decode("utf-8-sig")
    return list(csv.DictReader(StringIO(text, newline="")))


def test_it_has_every_page_with_the_filters_and_the_order(client):
    make_role_levels(30, role=make_role(title="Clerk"), location="London")
    make_role_level(role=make_role(title="Auditor"), location="London")
    make_role_level(location="Leeds")
    rows = csv_rows(client, "&location=London&sort=title&page=2")
    assert [row["Role"] for row in rows] == ["Auditor", *["Clerk"] * 30]


def test_a_row_says_what_the_page_says(client):
    grade = make_grade(title="Grade 7")
    make_pay(grade, employer="Home Office", minimum=50_000, maximum=60_000)
    level = make_role_level(grade=grade, employer="Home Office", location="London", code="A1")
    make_requirement(level, skill := make_skill(), 4)
    (row,) = csv_rows(client, f"&skill={skill.framework.slug}/{skill.slug}")
    assert row == {
        "Role": level.role.title,
        "Role level": level.title,
        "Code": "A1",
        "Grade": "Grade 7",
        "Grade structure": grade.structure.title,
        "Salary": "London: £50,000 to £60,000 a year",
        "Salary stated for": "Home Office, date not stated",
        "Location": "London",
        "Employer": "Home Office",
        "Job family": level.family.title,
        "Published by": level.source.publisher,
        "Level required": "Level 4",
        "Page": f"http://testserver{level.get_absolute_url()}",
    }


def test_the_workbook_has_the_same(client):
    make_role_level(role=make_role(title="Clerk"))
    response = client.get("/roles/?format=xlsx")
    sheet = load_workbook(BytesIO(response.content)).active
    head, row = sheet.iter_rows(values_only=True)
    assert {name: value or "" for name, value in zip(head, row, strict=True)} == csv_rows(client)[0]


def test_nothing_runs_as_a_formula(client):
    make_role_level(role=make_role(title="=1+1"))
    assert csv_rows(client)[0]["Role"] == "'=1+1"


def test_drafts_are_not_in_it(client):
    make_role_level(status="draft")
    assert csv_rows(client) == []


@pytest.mark.parametrize("query", ["format=pdf", "format=csv&family=none"])
def test_what_cannot_be_made_is_refused(client, query):
    response = client.get(f"/roles/?{query}")
    assert response.status_code == 400
    assert "Content-Disposition" not in response.headers


@pytest.mark.parametrize("number", [3, 30])
def test_two_queries_however_many(client, django_assert_num_queries, number):
    make_role_levels(number, grade=make_grade())
    # The levels with all that stands in a row, and their pay.
    with django_assert_num_queries(2):
        csv_rows(client)
