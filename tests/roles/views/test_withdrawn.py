"""What was withdrawn is not gone: its page stays, and it stays where it is used, marked."""

import re
from html import unescape
from io import BytesIO
from urllib.parse import urlencode

import pytest
from docx import Document
from openpyxl import load_workbook

from tests.factories import (
    make_family,
    make_grade,
    make_requirement,
    make_role,
    make_role_level,
    make_skill,
    make_skill_level,
    make_workstream,
    withdraw,
)
from tests.tray import post

pytestmark = pytest.mark.django_db

MAKERS = {
    "family": make_family,
    "role": make_role,
    "role level": make_role_level,
    "skill": make_skill,
    "workstream": make_workstream,
}
LISTS = ("/", "/families/", "/roles/", "/skills/", "/workstreams/", "/grades/", "/sources/")
NO_INDEX = '<meta name="robots" content="noindex">'


def text_of(answer):
    """What a reader sees: tags taken out, white space as one space."""
    assert answer.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]*>", "", answer.content.decode())).split())


def address(path, *pairs):
    return f"{path}?{urlencode(pairs)}"


def compared(*levels, **others):
    return address("/compare/", *(("level", one.reference) for one in levels), *others.items())


def sheet(start, goal, **others):
    return address("/step-up/", ("from", start.reference), ("to", goal.reference), *others.items())


def levels_asking(*skills):
    """Two levels of a role of which each asks for these skills, the senior at a higher level."""
    role = make_role(title="Partner")
    levels = [
        make_role_level(role=role, title=title, grade=make_grade()) for title in ("Low", "High")
    ]
    for skill in skills:
        for position, level in enumerate(levels, start=3):
            make_skill_level(skill, position, [(f"Do {position}", "")])
            make_requirement(level, skill, position)
    return levels


# Its own page


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_it_works(client, make):
    successor = make(title="Better")
    entry = withdraw(make(title="Outdated"), successor=successor)
    answer = client.get(entry.get_absolute_url())
    text = text_of(answer)
    assert "Outdated" in text
    assert f"Withdrawn on 3 March 2026. It is replaced by {successor}." in text
    assert f'href="{successor.get_absolute_url()}"' in answer.content.decode()
    assert NO_INDEX in answer.content.decode()


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_what_is_published_is_left_to_search_engines(client, make):
    assert "noindex" not in client.get(make().get_absolute_url()).content.decode()


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_what_readers_never_saw_is_not_found(client, make):
    hidden = make(status="withdrawn")
    assert client.get(hidden.get_absolute_url()).status_code == 404


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_what_readers_never_saw_is_not_named_as_a_successor(client, make, status):
    entry = withdraw(make(), successor=make(title="Secret", status=status))
    text = text_of(client.get(entry.get_absolute_url()))
    assert "Withdrawn on 3 March 2026. This page stays" in text
    assert "Secret" not in text


def test_a_level_is_withdrawn_with_its_role_and_its_family(client):
    other = make_family(title="Law")
    level = make_role_level(role=make_role(family=make_family()))
    withdraw(level.family, successor=other)
    for entry in (level, level.role):
        text = text_of(client.get(entry.get_absolute_url()))
        assert "Withdrawn with its job family on 3 March 2026. The job family is replaced" in text


@pytest.mark.parametrize("holder", ["role", "family"])
@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_a_withdrawn_level_of_what_readers_never_saw_is_not_found(client, holder, status):
    level = withdraw(make_role_level(role=make_role(family=make_family())))
    type(getattr(level, holder)).objects.update(status=status)
    assert client.get(level.get_absolute_url()).status_code == 404


def test_a_withdrawn_level_is_not_offered_to_be_compared(client):
    level = withdraw(make_role_level())
    assert "Add to my comparison" not in text_of(client.get(level.get_absolute_url()))
    post(client, 404, level=level.reference)


def test_a_withdrawn_skill_says_who_asks_for_it_still(client):
    skill = make_skill()
    asks, _ = levels_asking(skill)
    make_requirement(withdraw(make_role_level(title="Gone")), skill)
    make_requirement(make_role_level(title="Unready", status="draft"), skill)
    text = text_of(client.get(withdraw(skill).get_absolute_url()))
    assert asks.full_title in text
    assert "Filter and sort" not in text
    assert "Gone" not in text
    assert "Unready" not in text


# Where it is not


@pytest.mark.parametrize("page", [*LISTS, "/search/?q=Outdated"])
@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_no_list_and_no_search_has_it(client, make, page):
    entry = withdraw(make(title="Outdated"))
    assert entry.get_absolute_url() not in client.get(page).content.decode()


def test_no_ladder_has_a_withdrawn_level(client):
    low, high = levels_asking()
    withdraw(high)
    for page in (low, low.role, low.family, low.grade, high.grade, low.source):
        text = client.get(page.get_absolute_url()).content.decode()
        assert high.get_absolute_url() not in text


# Where it is used


def test_a_workstream_names_the_family_that_it_builds(client):
    workstream = make_workstream(family=withdraw(make_family(title="Old IT")))
    text = text_of(client.get(workstream.get_absolute_url()))
    assert "Old IT Withdrawn on 3 March 2026" in text


def test_a_role_level_asks_for_a_withdrawn_skill_still(client, django_assert_num_queries):
    skill = withdraw(make_skill(title="Pace"), successor=make_skill(title="Tempo"))
    level, _ = levels_asking(skill, make_skill())
    # One more than without it: what replaces it, for this level and for the next one.
    with django_assert_num_queries(5):
        text = text_of(client.get(level.get_absolute_url()))
    assert "Pace Level 3 Withdrawn on 3 March 2026 (replaced by Tempo)" in text
    assert "Do 3" in text


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_no_page_names_a_skill_that_readers_never_saw(client, status):
    low, high = levels_asking(make_skill(title="Secret", status=status), make_skill())
    pages = (low.get_absolute_url(), compared(low, high), sheet(low, high))
    assert not any("Secret" in text_of(client.get(page)) for page in pages)


def test_a_comparison_marks_what_is_withdrawn(client):
    skill = withdraw(make_skill(title="Pace"), successor=make_skill(title="Tempo"))
    low, high = levels_asking(skill)
    withdraw(low)
    for view in ("full", "steps"):
        text = text_of(client.get(compared(low, high, view=view)))
        assert "Withdrawn on 3 March 2026" in text.partition("Pace")[0]
        assert "Pace Withdrawn on 3 March 2026 (replaced by Tempo)" in text
    added = text_of(client.get(compared(low, high, view="adds")))
    assert "Withdrawn on 3 March 2026 (replaced by Tempo)" in added


@pytest.mark.parametrize("ending", ["csv", "xlsx", "docx"])
def test_a_downloaded_comparison_says_what_is_withdrawn(client, ending):
    low, high = levels_asking(withdraw(make_skill(title="Pace")))
    withdraw(low, successor=high)
    words = words_of(client.get(compared(low, high, format=ending)), ending)
    assert "Pace, withdrawn on 3 March 2026" in words
    assert "Withdrawn on 3 March 2026 (replaced by Partner, High)" in words


def words_of(answer, ending):
    """Everything that a file says."""
    assert answer.status_code == 200
    if ending == "csv":
        return answer.content.decode()
    file = BytesIO(answer.content)
    if ending == "xlsx":
        cells = (cell for sheet in load_workbook(file) for row in sheet.rows for cell in row)
        return "\n".join(str(cell.value) for cell in cells)
    document = Document(file)
    cells = (cell for table in document.tables for row in table.rows for cell in row.cells)
    return "\n".join(each.text for each in (*document.paragraphs, *cells))


def test_a_step_counts_a_withdrawn_skill(client):
    skills = [make_skill(title=title, kind="competency") for title in ("Pace", "Scope", "Trust")]
    low, high = levels_asking(*skills)
    withdraw(skills[0], successor=skills[1])
    page = text_of(client.get(sheet(low, high)))
    assert "High asks for 3 competencies. 3 rise from Level 3 to Level 4" in page
    assert "Pace: from Level 3 to Level 4 Withdrawn on 3 March 2026 (replaced by Scope)" in page
    file = words_of(client.get(sheet(low, high, format="docx")), "docx")
    assert "Pace, withdrawn on 3 March 2026 (replaced by Scope): from Level 3 to Level 4" in file


def test_a_step_from_a_withdrawn_level_says_so_first(client):
    low, high = levels_asking(make_skill())
    withdraw(low)
    summary = client.get(sheet(low, high)).context["sheet"].summary
    assert summary[0] == "Low was withdrawn on 3 March 2026."


def test_roles_that_share_a_withdrawn_skill_are_ways_on(client):
    skill = withdraw(make_skill())
    here, _ = levels_asking(skill)
    make_requirement(make_role_level(role=make_role(title="Planner"), title="Only"), skill, 3)
    assert "Planner, Only" in text_of(client.get(address("/step-up/", ("from", here.reference))))
