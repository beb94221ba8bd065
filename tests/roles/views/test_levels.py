from datetime import date

import pytest
from django.utils.html import strip_tags

from tests.factories import (
    make_family,
    make_grade,
    make_pay,
    make_qualification_requirement,
    make_requirement,
    make_role,
    make_role_level,
    make_role_levels,
    make_section,
    make_skill,
    make_skill_level,
    make_source,
    make_structure,
)

pytestmark = pytest.mark.django_db


def page(client, level):
    return client.get(level.get_absolute_url())


def text_of(answer):
    return " ".join(strip_tags(answer.text).split())


def test_it_works(client):
    grade = make_grade(title="Grade 7")
    make_pay(grade, employer="Home Office", minimum=52969, maximum=62239)
    skill = make_skill(title="Delivering at Pace")
    make_skill_level(skill, 4, [("Clarify business priorities", "Lose focus")])
    level = make_role_level(
        {"Overview": ["Works with leaders."], "Responsibilities": ["Lead the design"]},
        role=make_role(title="HR Business Partner"),
        title="Grade 7",
        code="HR7",
        grade=grade,
        employer="Home Office",
        location="London and the South East",
        place="Annex D",
        editors_note="A remark.",
    )
    make_requirement(level, skill, 4)
    text = page(client, level).content.decode()
    for said in (
        "HR Business Partner, Grade 7",
        "HR7",
        "London: £52,969 to £62,239 a year",
        "Home Office, date not stated",
        "London and the South East",
        "Works with leaders.",
        "Lead the design",
        "Delivering at Pace",
        "Clarify business priorities",
        "Lose focus",
        "Annex D",
        "A remark.",
    ):
        assert said in text


def test_how_strongly_it_asks_and_where_it_assesses(client):
    level = make_role_level(skills_introduction="At interview, you will be assessed:")
    section = make_section(level, "Skills", ["Be CIPD qualified", "Write well"])
    cipd, write = section.statements.in_order()
    make_qualification_requirement(cipd, "CIPD", "ideal_or_working_towards")
    write.strength = "required"
    write.save()
    make_requirement(level, make_skill(), assessed="interview")
    text = " ".join(strip_tags(page(client, level).text).split())
    assert "Qualifications CIPD: ideal or working towards it" in text
    assert "Be CIPD qualified CIPD: ideal or working towards it Write well Required" in text
    assert "At interview, you will be assessed:" in text
    assert "Assessed at interview" in text


def test_where_all_skills_are_assessed_is_said_once(client):
    level = make_role_level()
    for number in (3, 4):
        make_requirement(level, make_skill(), number, assessed="interview")
    text = text_of(page(client, level))
    assert text.count("ssessed at interview") == 1
    assert "All are assessed at interview." in text


def test_a_skill_unfolds_to_its_behaviours(client):
    level = make_role_level()
    skill = make_skill(kind="competency", definition="What it is.")
    make_skill_level(skill, 4, [("Clarify", "Lose focus"), ("Listen", "")])
    make_requirement(level, skill, 4)
    bare = make_skill(kind="competency")
    make_requirement(level, bare, 4)
    text = page(client, level).text
    assert ">Competencies</h2>" in text
    assert text.count('<details class="cap-asked__details">') == 1
    assert "2 behaviours" in text
    assert f'href="{bare.get_absolute_url()}"' in text


def test_pay_where_it_is_based_comes_first(client):
    grade = make_grade()
    paid = {"employer": "Home Office", "note": "By base location."}
    make_pay(grade, location="National", minimum=1, maximum=2, **paid)
    make_pay(grade, location="Scotland", minimum=3, maximum=4, **paid)
    level = make_role_level(grade=grade, employer="Home Office", location="Scotland")
    text = text_of(page(client, level))
    assert "Scotland: £3 to £4 a year National: £1 to £2 a year Home Office" in text
    assert text.count("By base location.") == 1
    level.location = "Flexible: Scotland or Wales"
    level.save()
    text = page(client, level).text
    assert "<strong>Scotland" not in text
    assert text.index("National: £1 to £2 a year") < text.index("Scotland: £3 to £4 a year")


def test_pay_without_a_location_is_not_taken_for_that_of_the_place(client):
    grade = make_grade()
    make_pay(grade, employer="Home Office", location="", minimum=1, maximum=2)
    level = make_role_level(grade=grade, employer="Home Office")
    text = text_of(page(client, level))
    assert "Salary £1 to £2 a year Home Office" in text
    assert "ocation not stated" not in text
    level.location = "Leeds"
    level.save()
    text = text_of(page(client, level))
    assert "Salary Location not stated: £1 to £2 a year Home Office" in text
    make_pay(grade, employer="Home Office", location="Leeds", minimum=3, maximum=4)
    text = text_of(page(client, level))
    assert "Leeds: £3 to £4 a year Location not stated: £1 to £2 a year Home Office" in text


def test_pay_of_another_date_says_its_own(client):
    grade = make_grade()
    make_pay(grade, employer="Home Office", location="National", valid_from=date(2026, 4, 1))
    make_pay(grade, employer="Home Office", location="London")
    text = text_of(page(client, make_role_level(grade=grade, employer="Home Office")))
    assert "£30,000 to £40,000 a year (Home Office, date not stated)" in text
    assert "£30,000 to £40,000 a year (Home Office, from 1 April 2026)" in text


def test_pay_not_known_to_be_its_own_is_a_link(client):
    grade = make_grade(title="Grade 7")
    make_pay(grade, employer="Home Office")
    make_pay(grade, valid_from=date(2016, 4, 1))
    answer = page(client, make_role_level(grade=grade, employer="Treasury"))
    link = f'href="{grade.get_absolute_url()}#pay">Salary of Grade 7 at Home Office</a>'
    assert link in answer.text
    text = text_of(answer)
    assert "Salary of Grade 7 at Home Office, date not stated" in text
    assert "Salary of Grade 7, employer not stated, from 1 April 2016" in text
    assert "£30,000" not in text


def test_what_the_source_does_not_say_is_said_plainly(client):
    text = page(client, make_role_level()).content.decode()
    assert "No grade stated" in text
    assert "The source gives no salary or location." in text
    assert "This source lists no skills." in text
    assert ">Salary<" not in text
    assert "Where next" not in text


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_what_is_not_published_is_not_found(client, status):
    level = make_role_level(status=status)
    assert page(client, level).status_code == 404


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_a_level_goes_with_its_role_and_its_family(client, status):
    for role in (make_role(status=status), make_role(family=make_family(status=status))):
        level = make_role_level(role=role)
        assert page(client, level).status_code == 404
        assert client.get(role.get_absolute_url()).status_code == 404


def test_unknown_addresses_are_not_found(client):
    level = make_role_level()
    for path in ("/roles/none/", "/roles/none/none/", f"/roles/{level.role.slug}/none/"):
        assert client.get(path).status_code == 404


def test_the_steps_lead_up_and_down_in_the_same_role(client):
    role = make_role()
    low, middle, high = [
        make_role_level(role=role, title=title, grade=make_grade()) for title in ("C", "B", "A")
    ]
    steps = page(client, middle).context["steps"]
    assert [step.title for step in steps.down] == [low.full_title]
    assert [step.title for step in steps.up] == [high.full_title]


def test_without_more_levels_the_steps_lead_into_the_family(client):
    family, grades = make_family(), [make_grade() for _ in range(4)]
    here, _, *next_up = [
        make_role_level(role=make_role(family=family), grade=grade)
        for grade in (grades[0], grades[3], grades[1], grades[1])
    ]
    make_role_level(role=make_role(family=make_family()), grade=grades[1])
    make_role_level(role=make_role(family=family), grade=grades[1], status="draft")
    steps = page(client, here).context["steps"]
    assert {step.title for step in steps.up} == {level.full_title for level in next_up}
    assert steps.down == ()


def test_without_grades_the_steps_go_by_the_levels_own_order(client):
    role = make_role()
    first, second, third = [make_role_level(role=role, level_order=n) for n in (1, 2, 3)]
    steps = page(client, second).context["steps"]
    assert [step.title for step in (*steps.down, *steps.up)] == [first.full_title, third.full_title]


def test_where_one_level_has_no_place_none_has_and_there_is_no_step(client):
    role = make_role()
    numbered = [make_role_level(role=role, level_order=n) for n in (1, 2)]
    graded = make_role_level(role=role, grade=make_grade())
    make_role_level(role=make_role(family=role.family), grade=make_grade())
    for level in (*numbered, graded):
        response = page(client, level)
        steps = response.context["steps"]
        assert steps.up == steps.down == ()
        said = " ".join(response.content.decode().split())
        assert f"{role.title}</a> is not stated." in said


def test_a_step_into_another_role_says_that_it_is_inferred(client):
    family, grades = make_family(), [make_grade() for _ in range(2)]
    low, high = (make_role_level(role=make_role(family=family), grade=g) for g in grades)
    inferred = "(inferred: no document states a step between these roles)"
    text = text_of(page(client, low))
    assert f"The next grade in this family is {high.grade.title}." in text
    assert inferred in text
    text = text_of(page(client, high))
    assert f"Grade below {low.full_title} – compare with {low.full_title} {inferred}" in text


def test_each_role_at_the_next_grade_has_its_numbers_and_one_button_compares_them(client):
    family, grades = make_family(), [make_grade() for _ in range(2)]
    here = make_role_level(
        {"Overview": ["Works with leaders."]}, role=make_role(family=family), grade=grades[0]
    )
    above = [
        make_role_level({"Overview": [text]}, role=make_role(family=family), grade=grades[1])
        for text in ("Works with leaders.", "Sets a budget.")
    ]
    answer = page(client, here)
    first, second = answer.context["next_grade"].steps
    assert (first.statements, second.statements) == ("1 the same", "1 changed")
    query = "&".join(f"level={level.reference}" for level in (here, *above))
    assert f'href="/compare/?{query.replace("&", "&amp;")}">Compare with' in answer.text
    steps = f"level={here.reference}&level={above[1].reference}&view=steps"
    assert f'href="/compare/?{steps.replace("&", "&amp;")}">Step by step' in answer.text


def test_the_next_level_of_its_role_shows_some_of_what_is_new(client):
    role = make_role()
    here = make_role_level({"Responsibilities": ["Keeps records"]}, role=role, level_order=1)
    new = ["Keeps records", "Leads a team", "Sets a budget", "Plans ahead", "Signs contracts"]
    above = make_role_level({"Responsibilities": new}, role=role, level_order=2)
    answer = page(client, here)
    (step,) = answer.context["next_grade"].steps
    assert [one.text for one in step.first_new] == new[1:4]
    text = text_of(answer)
    assert f"The next level of this role is {above.title}." in text
    assert "1 more new" in text
    assert "inferred" not in text


def test_more_roles_than_are_named_have_no_button(client):
    family, grades = make_family(), [make_grade() for _ in range(2)]
    here = make_role_level(role=make_role(family=family), grade=grades[0])
    for _ in range(7):
        make_role_level(role=make_role(family=family), grade=grades[1])
    text = text_of(page(client, here))
    assert "These are 6 of its roles there" in text
    assert f"{grades[1].title}: more than 6 roles" in text
    assert "Compare with" not in text


def test_the_salary_of_the_next_grade_is_that_of_the_same_place(client):
    family, grades = make_family(), [make_grade() for _ in range(2)]
    for number, grade in enumerate(grades, start=1):
        make_pay(grade, employer="Home Office", minimum=number, maximum=9)
        make_pay(grade, employer="Home Office", location="National", minimum=5, maximum=8)
    here, other = (
        make_role_level(
            role=make_role(family=family), grade=grade, employer="Home Office", location="London"
        )
        for grade in grades
    )
    assert f"is {grades[1].title}, in London £2 to £9 a year." in text_of(page(client, here))
    other.employer = "Treasury"
    other.save()
    assert f"is {grades[1].title}." in text_of(page(client, here))


def test_places_stand_once_at_the_foot(client):
    level = make_role_level(place="Annex D")
    pack = make_source(title="Zonal pack")
    make_section(level, "Overview", ["Text"], place="Annex D, Overview")
    make_section(level, "Skills", ["Text"], place="Page 9", source=pack)
    answer = page(client, level)
    (own, other) = answer.context["places"]
    assert own.places == (("Annex D, Overview", ()),)
    assert other.places == (("Page 9", ("Skills",)),)
    assert answer.text.count("Annex D, Overview") == 1
    assert answer.text.index("Where in the documents") > answer.text.index("Skills")


def test_the_grades_of_two_structures_are_not_compared(client):
    role = make_role()
    here = make_role_level(role=role, grade=make_grade())
    make_role_level(role=role, grade=make_grade(structure=make_structure(), position=2))
    assert page(client, here).context["steps"].up == ()


def test_hundreds_of_levels_below_do_not_hide_the_one_above(client):
    family, grades = make_family(), [make_grade() for _ in range(3)]
    make_role_levels(150, role=make_role(family=family), grade=grades[0])
    here, above = (make_role_level(role=make_role(family=family), grade=g) for g in grades[1:])
    steps = page(client, here).context["steps"]
    assert [step.title for step in steps.up] == [above.full_title]
    assert len(steps.down) == 6


def test_a_changed_slug_leads_readers_on(client):
    level = make_role_level()
    old = level.get_absolute_url()
    level.slug = "renamed"
    level.save()
    assert client.get(old, follow=True).redirect_chain == [(level.get_absolute_url(), 301)]


def test_a_role_renamed_twice_leads_on_in_one_step(client):
    level = make_role_level()
    old = level.get_absolute_url()
    for slug in ("once", "twice"):
        level.role.slug = slug
        level.role.save()
    assert client.get(old, follow=True).redirect_chain == [(level.get_absolute_url(), 301)]


def test_a_role_without_an_order_lists_its_levels_by_title(client):
    role = make_role()
    levels = [make_role_level(role=role, title=title, level_order=1) for title in "BA"]
    make_role_level(role=role, title="C", level_order=None)
    response = client.get(role.get_absolute_url())
    assert response.context["page"][:2] == levels[::-1]
    text = response.content.decode()
    assert text.count("The order of these levels is not stated. They are listed by title.") == 1
    assert "junior first" not in text


def test_a_role_shows_its_levels_most_junior_first(client):
    role = make_role()
    grades = [make_grade() for _ in range(3)]
    levels = [make_role_level(role=role, grade=grade) for grade in reversed(grades)]
    make_role_level(role=role, status="draft")
    shown = client.get(role.get_absolute_url()).context["page"]
    assert list(shown) == levels[::-1]


@pytest.mark.parametrize("others", [8, 800])
def test_four_queries_however_many_levels_there_are(client, django_assert_num_queries, others):
    grades = [make_grade() for _ in range(8)]
    role = make_role()
    level = make_role_level({"Overview": ["Text"]}, role=role, grade=grades[3])
    make_requirement(level, make_skill())
    for grade in grades:
        make_role_levels(others // 8, role=role, grade=grade)
    with django_assert_num_queries(4):
        page(client, level)


def test_without_a_next_level_four_queries(client, django_assert_num_queries):
    level = make_role_level({"Overview": ["Text"]})
    with django_assert_num_queries(4):
        page(client, level)


@pytest.mark.parametrize(("levels", "queries"), [(1, 3), (2, 4), (8, 4), (80, 3)])
def test_a_role_costs_few_queries(client, django_assert_num_queries, levels, queries):
    role = make_role()
    for _ in range(levels):
        make_role_level(role=role, grade=make_grade())
    with django_assert_num_queries(queries):
        client.get(role.get_absolute_url())


def test_each_level_of_a_role_says_its_purpose_in_a_line(client):
    role = make_role()
    make_role_level({"Overview": ["About it."], "Level purpose": ["To lead."]}, role=role)
    make_role_level({"Overview": ["Works with leaders.", "In London."]}, role=role)
    make_role_level(role=role)
    text = client.get(role.get_absolute_url()).text
    for said, is_said in (
        ("To lead.", True),
        ("Works with leaders.", True),
        ("About it.", False),
        ("In London.", False),
    ):
        assert (said in text) is is_said


def test_a_role_shows_its_skills_by_level(client):
    role, skill = make_role(), make_skill(title="Pace")
    levels = [make_role_level(role=role, title=f"L{n}", level_order=n) for n in (1, 2, 3)]
    for level, position in zip(levels, (2, 3), strict=False):
        make_requirement(level, skill, position)
    answer = client.get(role.get_absolute_url())
    assert "Pace Level 2 Level 3, one level higher" in text_of(answer)
    assert "Where a cell is empty, the source does not name the skill there." in answer.text
    query = "&amp;".join(f"level={level.reference}" for level in levels)
    assert f'href="/compare/?{query}">Compare all 3 at a glance</a>' in answer.text


def test_where_the_order_is_not_stated_no_level_is_higher(client):
    role, skill = make_role(), make_skill(title="Pace")
    for number in (1, 2):
        make_requirement(make_role_level(role=role), skill, number)
    assert "higher" not in client.get(role.get_absolute_url()).text


def test_hundreds_of_levels_stand_on_pages(client):
    role = make_role()
    make_role_levels(101, role=role)
    text = client.get(f"{role.get_absolute_url()}?page=2").text
    assert text.count('name="level"') == 1
    assert "Skills by level" not in text
    assert client.get(f"{role.get_absolute_url()}?page=3").status_code == 404


def test_a_role_shows_other_names_as_the_editors(client):
    level = make_role_level(role=make_role(aliases="HRBP"))
    text = page(client, level.role).content.decode()
    assert "Also searched as (by the editors):" in text
    assert "<bdi>HRBP</bdi>" in text
