import pytest

from roles.models import RoleLevel
from roles.views.families import grid_of
from tests.factories import (
    make_family,
    make_family_section,
    make_grade,
    make_role,
    make_role_level,
    make_role_levels,
    make_source,
    make_structure,
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
    family = make_family()
    make_family_section(family, "Purpose", ["To plan.", "- One thing"], layout="prose")
    make_family_section(family, "Key characteristics", ["Shaping policy"], place="Page 3")
    make_family_section(family, "Members", ["Managers"], editors_note="Three kinds.")
    level = make_role_level(role=make_role(family=family), grade=make_grade())
    make_workstream(family=family, title="Fast Stream", route="entry")
    text = client.get(family.get_absolute_url()).content.decode()
    for said in ("To plan.", "One thing", "Shaping policy", "Page 3", "Managers", "Three kinds."):
        assert said in text
    assert "Fast Stream" in text
    assert f'value="{level.reference}"' in text


def test_a_family_of_which_the_source_says_little(client):
    text = client.get(make_family().get_absolute_url()).content.decode()
    assert "The source says nothing of this family as a whole." in text
    assert "The source gives no roles in this family." in text


def test_sections_stand_in_their_order_the_first_above_the_roles(client):
    family = make_family()
    make_family_section(family, "Third", position=3)
    make_family_section(family, "First", position=1)
    make_family_section(family, "Second", position=2)
    text = client.get(family.get_absolute_url()).content.decode()
    parts = ("First</h2>", "Roles and grades</h2>", "Second</h2>", "Third</h2>")
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_a_section_of_another_document_says_so(client):
    other = make_source(title="Another document")
    family = make_family(source=make_source())
    make_family_section(family, source=other, place="Page 7")
    text = " ".join(client.get(family.get_absolute_url()).content.decode().split())
    assert (
        f'Source of this section: <a class="govuk-link" href="{other.get_absolute_url()}"' in text
    )


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


def test_the_career_map_draws_and_lists_the_steps(client):
    role = make_role(title="Planner & <Builder>")
    junior, senior = (make_role_level(role=role, title=n, grade=make_grade()) for n in "AB")
    draft = make_role_level(role=role, grade=make_grade(), status="draft")
    response = client.get(role.family.get_absolute_url())
    ((_, drawing),) = response.context["drawings"]
    (stroke,) = drawing.strokes
    assert stroke.is_within_role
    text = " ".join(response.content.decode().split())
    box = f'<a class="cap-map__box" href="{junior.get_absolute_url()}"'
    assert text.count(box) == 1
    assert "to the next level of the same role" in text
    assert "inferred" not in text
    assert f"/step-up/?from={junior.reference}&amp;to={senior.reference}" in text
    assert "Planner &amp; &lt;Builder&gt;, B</a> – no step up in this family" in text
    assert draft.get_absolute_url() not in text


def test_many_steps_are_counted_instead_of_named(client):
    below, above = make_grade(), make_grade(title="Grade 6")
    make_role_level(grade=below)
    for _ in range(7):
        make_role_level(role=make_role(), grade=above)
    text = client.get(RoleLevel.objects.first().family.get_absolute_url()).content.decode()
    text = " ".join(text.split())
    assert "next grade (inferred): any of the 7 role levels at Grade 6" in text
    inferred = "next grade (inferred: no document states a step between these roles)"
    assert text.count(inferred) == 2  # in the drawing's key and above the list


def test_grades_of_two_organisations_and_none_stand_apart(client):
    family, grade = make_family(), make_grade(title="Grade 7")
    elsewhere = make_structure(title="Council", organisation="Council")
    other = make_grade(title="Grade 7", structure=elsewhere)
    for values in ({"grade": grade}, {"grade": other}, {}):
        make_role_level(role=make_role(family=family), **values)
    text = " ".join(client.get(family.get_absolute_url()).content.decode().split())
    for title in ("Civil Service", "Council", "No grade stated"):
        assert f'<th scope="colgroup" colspan="1" class="govuk-table__header">{title}</th>' in text
    assert "most junior to most senior" not in text
    assert "No document compares the grades of two organisations." in text
    assert 'data-label="Grade 7, Council"' in text


def test_an_order_that_nobody_states_is_said_once_and_has_no_step(client):
    role = make_role(title="Developer")
    make_role_level(role=role, title="Junior")
    make_role_level(role=role, title="Apprentice")
    text = client.get(role.family.get_absolute_url()).content.decode()
    assert text.count("The order of these levels is not stated. They are listed by title.") == 1
    assert text.index("Developer, Apprentice</a>; ") < text.index("Developer, Junior</a>")
    assert "cap-map__line" not in text
    assert "step-up" not in text


def test_an_order_that_editors_gave_says_so(client):
    role = make_role(title="Developer", order_from="editors")
    for number in (1, 2):
        make_role_level(role=role, level_order=number)
    family = client.get(role.family.get_absolute_url()).content.decode()
    said = "was set by editors; no source states it."
    assert f"The order of the levels of Developer {said}" in family
    for entry in (role, role.levels.first()):
        assert (
            f"The order of these levels {said}"
            in client.get(entry.get_absolute_url()).content.decode()
        )


def test_a_map_too_large_to_draw_is_a_list(client):
    levels = make_role_levels(101, grade=make_grade())
    response = client.get(levels[0].family.get_absolute_url())
    text = response.content.decode()
    assert [drawing for _, drawing in response.context["drawings"]] == [None]
    assert "101 role levels are too many for a drawing that can be read." in text
    assert "cap-map__box" not in text
    for level in levels:
        assert f'href="{level.get_absolute_url()}">{level.full_title}</a>' in text


def test_role_levels_that_do_not_lead_on_are_said_to(client):
    family = make_role_level().family
    text = client.get(family.get_absolute_url()).content.decode()
    assert "No step from one to another is stated." in text
    assert "cap-map__key" not in text


def test_nothing_is_said_of_the_order_of_grades_where_there_are_none(client):
    family = make_role_level().family
    text = client.get(family.get_absolute_url()).content.decode()
    assert "most junior" not in text
    assert "below its grade" not in text


def test_a_family_without_role_levels_has_no_map(client):
    text = client.get(make_family().get_absolute_url()).content.decode()
    assert "Career map" not in text


@pytest.mark.parametrize("number", [8, 800])
def test_five_queries_however_many_levels(client, django_assert_num_queries, number):
    family = make_family()
    for heading in "ABC":
        make_family_section(family, heading, ["One", "Two"])
    grades = [make_grade() for _ in range(8)]
    role = make_role(family=family)
    for grade in grades:
        make_role_levels(number // 8, role=role, grade=grade)
    # The family, its role levels, its sections, their statements, its workstreams.
    with django_assert_num_queries(5):
        client.get(family.get_absolute_url())
    with django_assert_num_queries(1):
        client.get("/families/")
