import pytest

from roles.models import SkillRequirement
from skills.models import LeadershipExample, SkillFramework
from tests.factories import (
    make_family,
    make_framework,
    make_grade,
    make_proficiency,
    make_requirement,
    make_role,
    make_role_level,
    make_role_levels,
    make_skill,
    make_skill_level,
    sourced,
)
from tests.field_errors import assert_errors_are_tied
from tests.pages import squeezed

pytestmark = pytest.mark.django_db


def text_of(client, address):
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_the_list_shows_frameworks_and_their_published_skills(client):
    framework = make_framework(title="Competency Framework")
    skill = make_skill(title="Seeing the Big Picture")
    make_skill(title="Unready", status="draft")
    make_requirement(make_role_level(), skill)
    make_requirement(make_role_level(status="draft"), skill)
    text = squeezed(text_of(client, "/skills/"))
    assert (
        f'href="{framework.get_absolute_url()}" dir="auto">Competency Framework</a> (1 skill)'
        in text
    )
    assert skill.get_absolute_url() in text
    assert "Unready" not in text
    assert 'data-label="Roles that ask for it">1<' in text


def test_a_catalogue_without_skills(client):
    assert "The catalogue holds no skills yet." in text_of(client, "/skills/")


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_a_framework_without_published_skills_says_so(client, status):
    framework = make_skill(status=status).framework
    assert "(this source lists no skills)" in text_of(client, "/skills/")
    assert "This source lists no skills." in text_of(client, framework.get_absolute_url())


def test_skills_stand_in_the_order_of_their_frameworks(client):
    later, first = make_framework(title="B"), make_framework(title="A")
    skills = [
        make_skill(framework=later, title="X"),
        make_skill(framework=first, position=2, title="Y"),
        make_skill(framework=first, position=1, title="Z"),
    ]
    page = client.get("/skills/").context["page"]
    assert list(page) == skills[::-1]
    assert list(client.get(first.get_absolute_url()).context["page"]) == skills[:0:-1]


def test_skills_come_by_pages_and_are_found_by_words(client):
    framework = make_framework()
    for number in range(101):
        make_skill(framework=framework, title=f"Skill {number}")
    for address in ("/skills/", framework.get_absolute_url()):
        response = client.get(address)
        assert len(response.context["page"]) == 100
        assert "1 to 100 of 101" in squeezed(response.text)
        assert len(client.get(f"{address}?page=2").context["page"]) == 1
        found = client.get(f"{address}?q=77+SKILL")
        assert [skill.title for skill in found.context["page"]] == ["Skill 77"]
        assert "1 skill with “<bdi>77 SKILL</bdi>” in its name." in squeezed(found.text)
        assert "0 skills with" in squeezed(text_of(client, f"{address}?q=nothing"))


@pytest.mark.parametrize("query", ["q=" + "x" * 201, "q=" + "a+" * 11, "q=%00"])
def test_words_that_cannot_be_looked_for_are_refused(client, query):
    for address in ("/skills/", make_framework().get_absolute_url()):
        response = client.get(f"{address}?{query}")
        assert response.status_code == 400
        assert_errors_are_tied(response.text, 1)


def test_a_framework_shows_its_scale_from_the_lowest(client):
    framework = make_framework(place="Annex J")
    for position, title in ((2, "working"), (1, "awareness")):
        make_proficiency(framework, position, title=title, description=f"About {title}")
    text = text_of(client, framework.get_absolute_url())
    assert text.index("About awareness") < text.index("About working")
    assert "Annex J" in text


def test_a_scale_whose_order_is_not_known_says_so_once_and_compares_nothing(client):
    framework = make_framework(levels_in_order=False)
    skill = make_skill(framework=framework)
    for position in (1, 2):
        make_skill_level(skill, position, [("Plan", "Drift")])
    said = "The order of these levels is not stated."
    for entry in (framework, skill):
        text = text_of(client, entry.get_absolute_url())
        assert text.count(said) == 1
        assert "lowest" not in text
        assert "Compared with" not in text
    SkillFramework.objects.update(levels_in_order=True)
    for entry in (framework, skill):
        assert said not in text_of(client, entry.get_absolute_url())


def test_a_framework_without_a_scale_says_so(client):
    text = text_of(client, make_framework().get_absolute_url())
    assert "The source gives no scale of levels." in text


def test_a_skill_shows_its_levels_with_their_behaviours(client):
    skill = make_skill(definition="To see it whole.", kind="leadership", place="Annex J")
    make_skill_level(skill, 4, [("Anticipate", "Ignore")], place="Annex J, Level 4")
    make_skill_level(skill, 3, description="Be alert.", place="Annex J, Level 3")
    text = text_of(client, skill.get_absolute_url())
    for said in ("To see it whole.", "Leadership skill", "Anticipate", "Ignore", "Be alert."):
        assert said in text
    assert text.index('id="level-3"') < text.index('id="level-4"')
    assert text.index("Annex J, Level 3") < text.index("Annex J, Level 4")
    assert "Where no behaviours are shown below a level, the source gives none." in text
    assert 'href="#levels"' in text


def test_what_a_level_adds_to_the_one_before_is_marked(client):
    skill = make_skill()
    make_skill_level(skill, 3, [("Plan own work", "Drift"), ("Ask colleagues", "Guess")])
    make_skill_level(skill, 4, [("Plan own work well", "Drift"), ("Inspire", "Bore")])
    text = squeezed(text_of(client, skill.get_absolute_url()))
    assert "Compared with Level 3: 1 new" in text
    assert text.count('<ins class="cap-ins">') == 1
    assert text.count(">New</strong>") == 1
    assert "no document pairs them" in text


def test_where_a_level_has_no_behaviours_nothing_is_marked(client):
    skill = make_skill()
    make_skill_level(skill, 3, description="Be alert.")
    make_skill_level(skill, 4, [("Inspire", "Bore")])
    text = text_of(client, skill.get_absolute_url())
    assert ">New</strong>" not in text
    assert "Compared with" not in text


def test_a_skill_without_a_kind_says_so_only_where_there_is_a_column_for_it(client):
    skill = make_skill(kind="")
    assert "The source gives no kind." in text_of(client, skill.framework.get_absolute_url())
    text = text_of(client, skill.get_absolute_url())
    assert "kind" not in text
    assert f"{skill.framework.title}</span>" in text


def test_a_missing_effective_behaviour_is_said_with_the_note(client):
    level = make_skill_level(make_skill(), 3, [("", "Work in silos")])
    level.indicators.update(editors_note="Missing from the document.")
    text = text_of(client, level.skill.get_absolute_url())
    assert "The source gives no effective behaviour." in text
    assert "Missing from the document." in text


def test_a_skill_of_which_the_source_says_little(client):
    text = text_of(client, make_skill().get_absolute_url())
    assert "The source gives no definition." in text
    assert "The source gives no level of this skill." in text
    assert "No role in the catalogue asks for this skill." in text
    assert "Examples of leadership" not in text


def test_a_skill_shows_its_leadership_examples_in_order(client):
    skill = make_skill()
    for position, text in ((2, "Speaks at Cabinet"), (1, "Chairs the board")):
        LeadershipExample.objects.create(skill=skill, position=position, text=text, **sourced({}))
    text = text_of(client, skill.get_absolute_url())
    assert text.index("Chairs the board") < text.index("Speaks at Cabinet")


def test_a_skill_shows_who_asks_for_it_by_level_and_grade(client):
    skill = make_skill()
    family = make_family(title="Human Resources")
    role = make_role(family=family, title="HR Business Partner")
    junior, senior = make_grade(title="Grade 7"), make_grade(title="Grade 6")
    asked = [
        make_requirement(make_role_level(role=role, grade=junior), skill, position=None),
        make_requirement(make_role_level(role=role), skill, position=4),
        make_requirement(make_role_level(role=role, grade=senior), skill, position=4),
        make_requirement(make_role_level(role=role, grade=senior), skill, position=3),
    ]
    response = client.get(skill.get_absolute_url())
    assert list(response.context["page"]) == asked[::-1]
    text = response.content.decode()
    for said in ("Human Resources", "Grade 7", "HR Business Partner"):
        assert said in text
    groups = ("Level 3 (1 role)", "Level 4 (2 roles)", "No level named (1 role)")
    text = squeezed(text)
    assert [text.index(f"{said} ") for said in groups] == sorted(map(text.index, groups))
    assert "Where no grade is shown, the source gives none." in text


def test_a_skill_shows_published_role_levels_only(client):
    skill = make_skill()
    make_requirement(make_role_level(status="draft"), skill)
    make_requirement(make_role_level(role=make_role(status="withdrawn")), skill)
    family = make_family(status="draft")
    make_requirement(make_role_level(role=make_role(family=family)), skill)
    assert not client.get(skill.get_absolute_url()).context["page"]


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_a_skill_that_is_not_published_is_not_found(client, status):
    assert client.get(make_skill(status=status).get_absolute_url()).status_code == 404


@pytest.mark.parametrize("address", ["none/", "framework/none/", "none/skill/"])
def test_an_unknown_slug_is_not_found(client, address):
    make_skill(framework=make_framework(slug="framework"), slug="skill")
    assert client.get(f"/skills/{address}").status_code == 404


def test_a_skill_is_found_in_its_own_framework_only(client):
    make_skill(slug="pace")
    other = make_framework()
    assert client.get(f"{other.get_absolute_url()}pace/").status_code == 404


@pytest.mark.parametrize(("page", "status"), [("x", 400), ("-1", 400), ("0", 404), ("2", 404)])
def test_a_page_that_is_not_there_is_refused(client, page, status):
    response = client.get(f"{make_skill().get_absolute_url()}?page={page}")
    assert response.status_code == status
    assert "refusal" in response.context


@pytest.mark.parametrize("number", [8, 800])
def test_queries_are_as_many_however_many_role_levels(client, django_assert_num_queries, number):
    skill = make_skill()
    for position in (3, 4):
        make_skill_level(skill, position, [("Do", "Do not")] * 8)
    SkillRequirement.objects.bulk_create(
        SkillRequirement(role_level=role_level, skill=skill, **sourced({}))
        for role_level in make_role_levels(number, grade=make_grade())
    )
    with django_assert_num_queries(8):
        text = text_of(client, skill.get_absolute_url())
    assert ("1 to 100 of 800, by level required" in text) == (number == 800)
    assert f"({number} roles)" in text
    # The frameworks; how many skills each has, their order and that of the skills, which is kept;
    # those of the page.
    with django_assert_num_queries(5):
        client.get("/skills/")
    with django_assert_num_queries(2):
        client.get("/skills/")
    # The framework, its scale, what is said of it, and the same as above.
    with django_assert_num_queries(7):
        client.get(skill.framework.get_absolute_url())


def test_other_names_are_shown_as_the_editors(client):
    text = text_of(client, make_skill(aliases="UCD").get_absolute_url())
    assert "Also searched as (by the editors):" in text
    assert "<bdi>UCD</bdi>" in text
