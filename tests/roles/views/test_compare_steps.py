import pytest

from tests.factories import (
    make_grade,
    make_pay,
    make_requirement,
    make_role,
    make_role_level,
    make_skill,
    make_skill_level,
)
from tests.pages import squeezed
from tests.roles.views.comparisons import HR, LADDER, compare, ladder, page, two

pytestmark = pytest.mark.django_db
HIDDEN = '<span class="govuk-visually-hidden">{}</span>'


def steps(client, *references, **others):
    return squeezed(page(client, *references, view="steps", **others))


def test_it_works(client):
    levels = two(
        ["Plan the work", "Sew", "Lead a small team"],
        ["Plan the work", "Bake bread", "Lead a large team"],
    )
    text = steps(client, *levels)
    parts = ["new-and-not-stated", "reworded", "the-same"]
    places = [text.index(f'id="{part}"') for part in parts]
    assert places == sorted(places)
    assert text.index("Not stated at") < text.index("Sew") < text.index("Bake bread")
    assert 'href="#new-and-not-stated">1 new, 1 not stated</a>' in text
    assert text.count("Plan the work") == 1


def test_both_texts_have_their_own_words_marked(client):
    text = steps(client, *two(["Lead a small team", "Sew"], ["Lead a large team", "Sew"]))
    before, after = text.split('id="reworded"')[1].split("<td data-label")[1:3]
    removed, added = HIDDEN.format("removed: "), HIDDEN.format("added: ")
    assert f'Lead a <del class="cap-del">{removed}small' in before
    assert "large" not in before
    assert f'Lead a <ins class="cap-ins">{added}large' in after
    assert "small" not in after


def test_the_first_step_is_shown_and_the_others_are_a_link_away(client, catalogue):
    text = steps(client, *LADDER)
    assert "Policy and Performance: PPP07 to PAP08</h1>" in text
    assert '<strong aria-current="page" dir="auto">PPP07 to PAP08</strong>' in text
    assert text.count('<li class="cap-stepper__step') == 7
    assert "view=steps&amp;step=7" in text
    assert "Step before:" not in text
    assert "Next step: <a" in text


def test_a_title_with_braces_is_a_title(client):
    role = make_role(title="Lead {of} {}")
    levels = [
        make_role_level({"Duties": ["Sew"]}, role=role, title=title, grade=make_grade()).reference
        for title in ("One {0}", "Two")
    ]
    assert "Lead {of} {}: One {0} to Two</h1>" in steps(client, *levels)


def test_the_last_step_has_none_after_it(client, catalogue):
    text = steps(client, *LADDER, step="7")
    assert "Step before: <a" in text
    assert "Next step:" not in text


def test_one_section_alone(client, catalogue):
    text = steps(client, *LADDER, step="6", section="risk-management")
    assert "Risk management: PAP12 to PAP13</h1>" in text
    assert text.count('<th scope="rowgroup"') == 1
    assert "step=7&amp;section=risk-management" in text
    assert ">Show all sections</a>" in text


def test_a_step_into_another_role_is_inferred(client, catalogue):
    assert "(inferred" in steps(client, *HR)
    assert "(inferred" not in steps(client, *LADDER)


def test_salary_and_what_is_asked_of_skills(client):
    one, other = ladder(2)
    for level, minimum in ((one, 30_000), (other, 40_000)):
        level.employer = "Home Office"
        level.save()
        make_pay(level.grade, minimum=minimum, maximum=50_000, employer="Home Office")
    raised, gone = make_skill(title="Baking at Pace"), make_skill(title="Sewing at Ease")
    make_skill_level(raised, 3, [("Plan own work", "Drift")])
    make_skill_level(raised, 4, [("Plan work", "Drift"), ("Clarify priorities", "Lose focus")])
    for level, position in ((one, 3), (other, 4)):
        make_requirement(level, raised, position)
    make_requirement(one, gone, 3)
    text = steps(client, one.reference, other.reference)
    for said in (
        "Salary, <span",
        "£40,000 to £50,000 a year",
        "Level 4</span> (one level higher)",
        "Clarify priorities",
        '<span class="cap-step__none">Not stated</span>',
    ):
        assert said in text


def test_a_section_of_one_document_is_not_called_new(client):
    grades = make_grade(), make_grade()
    one = make_role_level({"Overview": ["Text"]}, grade=grades[0])
    other = make_role_level({"Overview": ["Text"], "Duties": ["Lead"]}, grade=grades[1])
    text = steps(client, one.reference, other.reference)
    assert "In a section that only one has" in text
    assert f"Only at {other.full_title}" in text
    assert "New at" not in text


def test_where_neither_states_anything_the_page_says_so(client):
    grades = [make_grade() for _ in range(3)]
    said = ({"Overview": ["Text"]}, {"Overview": ["Text"]}, {"Overview": ["Text"], "Duties": ["X"]})
    levels = [make_role_level(one, grade=grade) for one, grade in zip(said, grades, strict=True)]
    references = [level.reference for level in levels]
    assert "states anything under this heading." in steps(client, *references, section="duties")
    text = steps(client, *references, section="overview")
    assert "states anything" not in text
    assert text.count(f">{levels[0].source.title}</a>") == 1


def test_what_comes_back_says_where_it_was_stated(client):
    references = two(["Plan work", "Sew"], ["Sew"], ["Plan work", "Sew"])
    assert "As at " in steps(client, *references, step="2")


def test_what_a_text_holds_is_escaped(client):
    text = steps(client, *two(["Lead <b>a</b> team"], ["Lead <i>a</i> team"]))
    assert "<b>a" not in text
    assert "<i>a" not in text


def test_steps_of_two_bands_are_numbered_through(client, catalogue):
    names = ("senior-hr-business-partner/grade-6", "hr-business-partner/grade-7")
    others = ("policy-and-performance/pap13", "policy-and-performance/pap14")
    text = steps(client, *names, *others, step="2")
    assert "PAP13 to Policy and Performance, PAP14</h1>" in text
    for band in ("Civil Service", "Derbyshire County Council"):
        assert f'<p class="cap-stepper__band" dir="auto">{band}</p>' in text


def test_without_an_order_there_are_no_steps(client):
    grade, above = make_grade(), make_grade()
    levels = [make_role_level(grade=each) for each in (grade, grade, above)]
    references = [level.reference for level in levels]
    text = steps(client, *references)
    assert "there are no steps to read" in text
    for reference in references[:2]:
        assert f'href="/compare/?level={reference}&amp;level={references[2]}"' in text
    assert compare(client, *references, view="steps", step="1").status_code == 404
