import pytest

from tests.factories import (
    make_grade,
    make_pay,
    make_requirement,
    make_role_level,
    make_skill,
    make_skill_level,
)
from tests.pages import squeezed
from tests.roles.views.comparisons import LADDER, compare, ladder, page, two

pytestmark = pytest.mark.django_db


def test_it_works(client):
    levels = ladder(8, sections={"Overview": ["The same text"]})
    response = compare(client, *(level.reference for level in reversed(levels)), view="full")
    columns = response.context["comparison"].columns
    assert [column.pk for column in columns] == [level.pk for level in levels]
    text = response.content.decode()
    assert "The same at all 8" in text
    assert text.count("The same text") == 1


def test_changed_words_are_marked_for_everyone(client):
    text = page(client, *two(["Lead a small team"], ["Lead a large team"]), view="full")
    hidden = '<span class="govuk-visually-hidden">{}</span>'
    assert (
        f'Lead a <del class="cap-del">{hidden.format("removed: ")}small{hidden.format(" (end)")}'
        f'</del> <ins class="cap-ins">{hidden.format("added: ")}large{hidden.format(" (end)")}'
        "</ins> team"
    ) in text


def test_what_is_new_and_what_is_not_stated_says_so(client):
    text = page(
        client, *two(["Plan work", "Drive lorries"], ["Plan work", "Bake bread"]), view="full"
    )
    assert text.count('data-outcome="new"') == text.count('data-outcome="not-stated"') == 1
    assert '</strong> <span dir="auto">Bake bread' in text
    assert "Not stated</span>" in text


def test_a_rewritten_statement_stands_clean_beside_the_old_one(client):
    references = two(["Lead a small team"], ["Advise ministers on law"])
    text = page(client, *references, view="full")
    assert 'Rewritten</strong> <span dir="auto">Advise ministers on law</span></td>' in text
    assert ">Lead a small team</span></td>" in text


def test_a_moved_sentence_says_so(client):
    old, new = "Plan the work. Lead a small team.", "Lead a small team. Plan the work."
    text = page(client, *two([old, "Sew"], [new, "Sew"]), view="full")
    assert (
        '<span class="cap-moved"><span class="govuk-visually-hidden">moved: </span>Plan the work.'
    ) in text


def test_what_comes_back_says_where_it_was_stated(client):
    references = two(["Plan work", "Sew"], ["Sew"], ["Plan work", "Sew"])
    text = page(client, *references, view="full")
    name = text.partition("As at ")[2].partition("<")[0]
    assert f'dir="auto">{name}</a>' in text
    assert text.count('data-outcome="new"') == 1


def test_expectations_that_grades_share_are_shown_once(client, catalogue):
    text = page(client, *LADDER, view="full")
    for shared in (
        "The same at all 8",
        "The same at PAP12 to PAP14",
    ):
        assert shared in text


def test_a_section_that_a_level_does_not_have_says_so(client):
    one, other = ladder(2)
    three = make_role_level({"Overview": ["Text"]}, grade=make_grade())
    text = page(client, one.reference, other.reference, three.reference, view="full")
    assert f"No such section at {one.full_title} and {other.full_title}" in text


def test_skills_are_rows(client):
    one, other = ladder(2)
    skill = make_skill(title="Baking at Pace")
    make_requirement(one, skill, 3)
    text = page(client, one.reference, other.reference, view="full")
    assert "Baking at Pace" in text
    assert "Level 3" in text
    assert "Nothing stated" in text


def test_a_new_skill_says_so_and_one_not_stated_again(client):
    one, other = ladder(2)
    for level, title in ((one, "Baking at Pace"), (other, "Sewing at Ease")):
        make_requirement(level, make_skill(title=title), 3)
    text = squeezed(page(client, one.reference, other.reference, view="full"))
    assert '<strong class="cap-outcome cap-outcome--new">New</strong> Level 3' in text
    assert '<span class="cap-outcome cap-outcome--absent">Not stated</span>' in text


def test_a_new_pair_of_behaviours_is_marked_in_both_halves(client):
    levels = ladder(2)
    skill = make_skill(title="Baking at Pace")
    make_skill_level(skill, 3, [("Plan own work", "Drift")])
    make_skill_level(skill, 4, [("Plan own work", "Drift"), ("Clarify priorities", "Lose focus")])
    for level, position in zip(levels, (3, 4), strict=True):
        make_requirement(level, skill, position)
    text = squeezed(page(client, *(level.reference for level in levels), view="full"))
    for behaviour in ("Clarify priorities", "Lose focus"):
        assert f'<strong class="cap-outcome cap-outcome--new">New</strong> {behaviour}' in text


def test_where_a_level_is_raised_the_page_unfolds_what_it_adds(client):
    levels = ladder(2)
    skill = make_skill(title="Baking at Pace")
    make_skill_level(skill, 3, [("Plan own work", "Drift")])
    make_skill_level(skill, 4, [("Plan work", "Drift"), ("Clarify priorities", "Lose focus")])
    for level, position in zip(levels, (3, 4), strict=True):
        make_requirement(level, skill, position)
    text = squeezed(page(client, *(level.reference for level in levels), view="full"))
    assert "what Level 4 of Baking at Pace adds to Level 3" in text
    assert "</strong> Clarify priorities" in text
    assert "Plan <del" in text


def test_pay_is_a_row_for_each_location(client):
    levels = ladder(2)
    for level, location in zip(levels, ("London", "National"), strict=True):
        level.employer = "Home Office"
        level.save()
        values = {"location": location, "note": "By base.", "employer": "home office"}
        make_pay(level.grade, minimum=39_333, maximum=45_232, **values)
    text = page(client, *(level.reference for level in levels), view="full")
    for said in (
        "Salary, London (home office, date",
        "£39,333 to £45,232 a year",
        "Salary, National",
    ):
        assert said in text
    assert text.count("Where a cell is empty, its source says nothing there") == 1
    assert text.count("By base.") == 1


def test_pay_of_grades_is_linked_where_it_is_not_known_to_be_that_of_the_levels(client):
    levels = ladder(2)
    make_pay(levels[0].grade, employer="Home Office", minimum=39_333, maximum=45_232)
    text = page(client, *(level.reference for level in levels), view="full")
    assert f"Salary of {levels[0].grade.title} at Home Office</a>, date not stated" in text
    assert "£39,333" not in text


def test_what_a_text_holds_is_escaped(client):
    text = page(client, *two(["Lead <b>a</b> team"], ["Lead <i>a</i> team"]), view="full")
    assert "<b>a" not in text
    assert "<i>a" not in text
    assert "&lt;" in text


def test_two_organisations_are_compared_without_direction(client, catalogue):
    references = "chief-data-officer/senior-civil-service", "policy-and-performance/ppp07"
    text = squeezed(page(client, *references, view="full"))
    sentence = "the grades of Civil Service with those of Derbyshire County Council."
    assert f"No document compares {sentence}" in text
    assert "No pair of statements is alike." in text
    for claim in ("junior first", "data-outcome", "From Chief", "cap-outcome--new", "/step-up/"):
        assert claim not in text
    assert text.count('<span class="cap-compare__band"') == 2
    assert "here there is none" in page(client, *references, view="adds")


def test_false_pairs_of_two_organisations_are_none(client, catalogue):
    """By the loose rule seven, all of them false."""
    names = ("senior-hr-business-partner/grade-6", "hr-business-partner/grade-7")
    others = ("policy-and-performance/pap13", "policy-and-performance/pap14")
    comparison = compare(client, *names, *others, view="full").context["comparison"]
    across = [row for row in comparison.rows if {0, 1} & set(row.columns) and len(row.columns) > 1]
    assert {tuple(row.columns) for row in across} <= {(0, 1)}
    assert [step.column for step in comparison.steps] == [1, 3]


def test_two_at_one_grade_and_one_above_lead_to_the_steps_that_have_an_order(client):
    grade, above = make_grade(), make_grade()
    levels = [make_role_level(grade=each) for each in (grade, grade, above)]
    text = squeezed(page(client, *(level.reference for level in levels), view="full"))
    assert "are compared without direction." in text
    for level in levels[:2]:
        both = f"level={level.reference}&amp;level={levels[2].reference}"
        assert f'href="/compare/?{both}"' in text
        assert f'href="/step-up/?from={level.reference}&amp;to={levels[2].reference}"' in text


def test_facts_that_columns_share_are_one_cell(client, catalogue):
    text = page(client, *LADDER, view="full")
    assert text.count(">Policy and Performance Job Family</a>") == 1
    assert text.count(", Derbyshire County Council") == 8


def test_rows_have_no_labels_of_their_own(client):
    text = page(client, *two(["Plan", "Sew"], ["Plan", "Bake"]), view="full")
    assert text.count('<th scope="rowgroup"') == 1
    assert 'rowspan="3"' in text
