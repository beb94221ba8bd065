import re

import pytest

from tests.factories import (
    make_framework,
    make_grade,
    make_pay,
    make_proficiency,
    make_requirement,
    make_role_level,
    make_skill,
    make_structure,
)
from tests.pages import squeezed
from tests.roles.views.comparisons import LADDER, compare, ladder, page, two

pytestmark = pytest.mark.django_db

HR = (
    "hr-project-management/seo",
    "hr-business-partner/grade-7",
    "senior-hr-business-partner/grade-6",
)


def glance(client, *references):
    """The matrix alone, white space as one space."""
    text = squeezed(page(client, *references, view="glance"))
    return text[text.index('<table class="cap-glance') : text.index('id="after-glance"')]


def row(text, title):
    """The row of this title."""
    (found,) = [one for one in text.split('<tr class="cap-glance__row')[1:] if f">{title}<" in one]
    return found


def test_it_works(client, catalogue):
    text = glance(client, *LADDER)
    assert text.count('<th scope="col"') == 8
    rows = re.findall(r'<th scope="row"><span dir="auto">(.*?)</span>', text)
    assert rows[:3] == ["All statements", "Level purpose", "Overview"]
    health = row(text, "Health and safety")
    assert 'colspan="8"' in health
    assert "The same at all eight</a>" in health
    assert health.count("Ensure own compliance") == 1


def test_a_tile_says_for_whom_it_is(client, catalogue):
    risk = row(glance(client, *LADDER), "Risk management")
    spoken = '<span class="govuk-visually-hidden">Risk management at {}: </span>{}</a>'
    assert spoken.format("PAP12", "Rewritten, then the same to PAP14") in risk
    assert spoken.format("PAP08", "Reworded") in risk


def test_tiles_lead_to_their_step_and_the_first_column_to_its_page(client, catalogue):
    risk = row(glance(client, *LADDER), "Risk management")
    links = re.findall(r'href="(.*?)"', risk)
    assert links[0] == "/roles/policy-and-performance/ppp07/#section-risk-management"
    assert [link.partition("view=")[2] for link in links[1:]] == [
        f"steps&amp;step={step}&amp;section=risk-management" for step in (1, 2, 5)
    ]
    for link in links:
        assert client.get(link.replace("&amp;", "&")).status_code == 200


def test_the_largest_step_is_named_and_all_numbers_are_at_hand(client, catalogue):
    text = squeezed(page(client, *LADDER))
    assert text.count("Largest step:") == 1
    assert 'step=5" dir="auto">PAP11 to PAP12</a>, 15 new, 14 changed, 11 not stated.' in text
    assert text.count("<summary>All numbers</summary>") == 1


def test_salary_place_and_competencies(client, catalogue):
    text = glance(client, *HR)
    london = row(text, "Salary a year, London")
    assert ">Home Office, date not stated<" in london
    assert "<strong>£39,333 to £45,232</strong>" in london
    assert london.count('class="cap-salary-bar"') == 3
    assert "The same at all three:" in row(text, "Location")
    pace = row(text, "Delivering at Pace")
    assert "Level 4</a>, one level higher, then the same" in pace
    assert pace.count("<td") == 2
    assert "#competencies" in pace
    assert "Civil Service Competency Framework; each assessed at interview" in text
    assert "Level 4</a>, new, then the same" in row(text, "Changing and Improving")


def test_a_step_into_another_role_says_that_it_is_inferred(client, catalogue):
    assert glance(client, *HR).count("step (inferred<") == 2
    assert "(inferred" not in glance(client, *LADDER)


def test_the_key_stands_only_where_two_are_in_order(client):
    key = "Compared with the grade below:"
    levels = ladder(3, sections={"Overview": ["Plan"]})
    text = page(client, *(level.reference for level in levels))
    assert text.count(key) == 1
    assert '<a class="govuk-link" href="#pairing">Statements are paired by their wording;' in text
    grade = make_grade()
    apart = [make_role_level({"Overview": ["Plan"]}, grade=grade) for _ in range(3)]
    assert key not in page(client, *(level.reference for level in apart))


def test_without_grades_nothing_is_called_a_grade(client):
    role = make_role_level({"Overview": ["Plan"]}, level_order=1).role
    levels = [
        role.levels.get(),
        *(make_role_level({"Overview": ["Plan"]}, role=role, level_order=n) for n in (2, 3)),
    ]
    text = page(client, *(level.reference for level in levels))
    assert "Compared with the level before:" in text
    assert "What each level adds" in text
    assert "grade below" not in text


def test_without_an_order_tiles_lead_to_pages_and_nothing_is_new(client):
    grade = make_grade()
    texts = (["Plan", "Sew"], ["Plan", "Sew"], ["Bake"])
    levels = [make_role_level({"Duties": text}, grade=grade) for text in texts]
    text = glance(client, *(level.reference for level in levels))
    duties = row(text, "Duties")
    assert "the same at 2" in duties
    assert "only here" in duties.lower()
    for claim in ("cap-glance__tile--changed", "view=steps", "cap-bar", " new"):
        assert claim not in text


def test_two_organisations_are_two_bands(client, catalogue):
    text = glance(client, *HR[1:], *LADDER[-2:])
    assert text.count('scope="colgroup"') == 2
    headings = re.findall(r'scope="rowgroup" colspan="5">(.*?)</th>', text)
    assert [heading.strip() for heading in headings if "<" not in heading] == [
        "Stated for both",
        "Stated for Civil Service only",
        "Stated for Derbyshire County Council only",
    ]
    purpose = row(text, "Level purpose")
    assert purpose.count("cap-glance__tile--empty") == 1
    assert "step=2&amp;section=level-purpose" in purpose
    assert "Key Responsibilities" in row(text, "Responsibilities")


def test_three_have_the_full_text_below(client):
    three, four = ladder(3, sections={"Overview": ["Plan"]}), ladder(4)
    heading = '<h2 class="govuk-heading-l" id="full-text">'
    assert heading in page(client, *(level.reference for level in three))
    assert heading not in page(client, *(level.reference for level in four))


def test_what_a_section_does_not_say_is_not_stated(client):
    levels = ladder(4)
    more = make_role_level({"Overview": ["Plan"]}, role=levels[0].role, grade=make_grade())
    overview = row(glance(client, *(one.reference for one in (*levels, more))), "Overview")
    assert overview.count("Not stated") == 1
    assert 'colspan="4"' in overview
    assert "cap-glance__tile--changed" not in overview


def test_pay_of_grades_is_linked(client):
    levels = ladder(3)
    make_pay(levels[0].grade, employer="Home Office", minimum=39_333, maximum=45_232)
    text = glance(client, *(level.reference for level in levels))
    assert f"Salary of {levels[0].grade.title} at Home Office</a>, date not stated" in text
    assert "£39,333" not in text


def test_what_a_text_holds_is_escaped(client):
    text = glance(client, *two(["Lead <b>a</b>"], ["Sew <i>b</i>"], ["Sew <i>b</i>"]))
    assert "<b>a" not in text
    assert "<i>b" not in text


def test_skills_by_level_in_narrow_columns(client):
    levels, skill = ladder(5), make_skill(title="Baking")
    for position, level in enumerate(levels[:4], start=1):
        make_requirement(level, skill, max(position, 2))
    baking = row(glance(client, *(level.reference for level in levels)), "Baking")
    assert baking.count("up 1") == 2
    assert "the same" not in baking


def test_without_statements_skills_are_the_summary(client):
    levels = ladder(3)
    framework = make_framework()
    for position, title in enumerate(("Awareness", "Working"), start=1):
        make_proficiency(framework, position, title=title)
    one, other = (make_skill(title=title, framework=framework) for title in ("Baking", "Sewing"))
    for level, asked in zip(
        levels, ({one: 1}, {one: 2, other: 1}, {one: 2, other: 1}), strict=True
    ):
        for skill, position in asked.items():
            make_requirement(level, skill, position)
    text = glance(client, *(level.reference for level in levels))
    summary = row(text, "All skills")
    for said in ("1 skill</a>", "2 skills</a>", ">1 new<", ">1 higher<"):
        assert said in summary
    assert summary.count("<td") == 2
    baking = row(text, "Baking")
    assert baking.count("cap-boxes__reached") == 1 + 2
    assert "Working</a>, one level higher, then the same" in baking
    assert "How statements are paired" not in page(client, *(one.reference for one in levels))


def test_of_a_scale_with_gaps_no_boxes_are_drawn(client):
    levels, framework = ladder(3), make_framework()
    for position in (3, 4):
        make_proficiency(framework, position)
    skill = make_skill(title="Baking", framework=framework)
    for level in levels:
        make_requirement(level, skill, 3)
    assert "cap-boxes" not in glance(client, *(level.reference for level in levels))


def test_bands_of_one_structure_each(client):
    """A role level without a grade stands apart and is compared with nothing."""
    grades = make_structure()
    levels = [make_role_level(grade=make_grade(structure=grades)) for _ in range(2)]
    apart = make_role_level({"Overview": ["Plan"]})
    response = compare(client, *(one.reference for one in (*levels, apart)))
    text = squeezed(response.content.decode())
    assert "Stated for role levels without a grade only" in text


def test_a_heading_with_nothing_below_it_states_nothing(client):
    references = two(["Plan"], [], ["Plan"])
    response = compare(client, *references)
    assert response.status_code == 200
    assert "Not stated" in response.content.decode()
