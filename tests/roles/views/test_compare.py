from urllib.parse import urlencode

import pytest

from tests.factories import (
    make_grade,
    make_pay,
    make_requirement,
    make_role,
    make_role_level,
    make_role_levels,
    make_skill,
    make_skill_level,
)
from tests.pages import squeezed

pytestmark = pytest.mark.django_db

HR = ("hr-project-management/seo", "hr-business-partner/grade-7")
LADDER = [f"policy-and-performance/{code}" for code in ("ppp07", "pap08", "pap09", "pap10")]
LADDER += [f"policy-and-performance/{code}" for code in ("pap11", "pap12", "pap13", "pap14")]


def compare(client, *references, **others):
    """The page for these references, with other parameters beside them."""
    query = [("level", each) for each in references] + list(others.items())
    return client.get("/compare/?" + urlencode(query))


def page(client, *references, **others):
    return compare(client, *references, **others).content.decode()


def ladder(number, **values):
    role = make_role()
    return [make_role_level(role=role, grade=make_grade(), **values) for _ in range(number)]


def two(*texts, title="Responsibilities"):
    """References of two levels of a role, with the statements of each under one heading."""
    role = make_role()
    return [
        make_role_level({title: statements}, role=role, grade=make_grade()).reference
        for statements in texts
    ]


def test_it_works(client):
    levels = ladder(8, sections={"Overview": ["The same text"]})
    response = compare(client, *(level.reference for level in reversed(levels)))
    columns = response.context["comparison"].columns
    assert [column.pk for column in columns] == [level.pk for level in levels]
    text = response.content.decode()
    assert "The same at all 8" in text
    assert text.count("The same text") == 1


def test_changed_words_are_marked_for_everyone(client):
    text = page(client, *two(["Lead a small team"], ["Lead a large team"]))
    hidden = '<span class="govuk-visually-hidden">{}</span>'
    assert (
        f'Lead a <del class="cap-del">{hidden.format("removed: ")}small{hidden.format(" (end)")}'
        f'</del> <ins class="cap-ins">{hidden.format("added: ")}large{hidden.format(" (end)")}'
        "</ins> team"
    ) in text


def test_what_is_new_and_what_is_not_stated_says_so(client):
    text = page(client, *two(["Plan work", "Drive lorries"], ["Plan work", "Bake bread"]))
    assert text.count('data-outcome="new"') == text.count('data-outcome="not-stated"') == 1
    assert "</strong> Bake bread" in text
    assert "Not stated</span>" in text


def test_a_rewritten_statement_stands_clean_beside_the_old_one(client):
    references = two(["Lead a small team"], ["Advise ministers on law"])
    text = page(client, *references)
    assert "Rewritten</strong> Advise ministers on law</td>" in text
    assert ">Lead a small team</td>" in text
    assert "0 statements kept, 1 changed, 0 new, 0 not stated at" in text
    added = page(client, *references, view="added")
    _, _, unfolds = added.partition("<details class=")
    assert "Lead a small team" in unfolds


def test_a_moved_sentence_says_so(client):
    old, new = "Plan the work. Lead a small team.", "Lead a small team. Plan the work."
    text = page(client, *two([old, "Sew"], [new, "Sew"]))
    assert (
        '<span class="cap-moved"><span class="govuk-visually-hidden">moved: </span>Plan the work.'
    ) in text


def test_what_comes_back_says_where_it_was_stated(client):
    references = two(["Plan work", "Sew"], ["Sew"], ["Plan work", "Sew"])
    text = page(client, *references)
    name = text.partition("As at ")[2].partition("<")[0]
    assert name in text.partition("cap-compare__row")[2]
    assert text.count('data-outcome="new"') == 1


def test_the_summary_counts_each_step(client):
    text = page(client, *two(["Plan work", "Drive lorries"], ["Plan work", "Bake bread"]))
    assert "1 statement kept, 0 changed, 1 new, 1 not stated at" in text


def test_the_largest_step_is_named(client, catalogue):
    text = page(client, *LADDER)
    assert "The largest step is from PAP11 to PAP12: 40 statements" in text
    assert text.count('class="cap-chart__bar') == 7


def test_expectations_that_grades_share_are_shown_once(client, catalogue):
    text = page(client, *LADDER)
    for shared in (
        "The same at all 8",
        "The same at PAP12 to PAP14",
        "the same at PAP10 and PAP11",
    ):
        assert shared in text


def test_differences_only_leaves_out_what_stays(client, catalogue):
    full, differences = page(client, *LADDER), page(client, *LADDER, view="differences")
    health = "Ensure own compliance"
    assert health in full
    assert health not in differences
    assert "the whole of Health and safety" in differences


def test_what_each_grade_adds_shows_no_removed_words(client):
    references = two(["Lead a small team", "Drive"], ["Lead a large team", "Bake bread"])
    text = page(client, *references, view="added")
    assert "</strong> Bake bread" in text
    assert "<del" not in text
    assert "<ins" in text


def test_a_grade_that_adds_nothing_says_so(client):
    assert "says and asks no more than" in page(client, *two(["Plan"], ["Plan"]), view="added")


def test_an_unknown_view_is_refused(client):
    response = compare(client, *two(["Plan"], ["Lead"]), view="<b>")
    assert response.status_code == 400
    assert "full, differences, added" in response.content.decode()


def test_a_section_that_a_level_does_not_have_says_so(client):
    one, other = ladder(2)
    three = make_role_level({"Overview": ["Text"]}, grade=make_grade())
    text = page(client, one.reference, other.reference, three.reference)
    assert f"no such section at {one.full_title} and {other.full_title}" in text


def test_skills_are_rows(client):
    one, other = ladder(2)
    skill = make_skill(title="Baking at Pace")
    make_requirement(one, skill, 3)
    text = page(client, one.reference, other.reference)
    assert "Baking at Pace" in text
    assert "Level 3" in text
    assert "Nothing stated" in text


def test_a_new_skill_says_so_and_one_not_stated_again(client):
    one, other = ladder(2)
    for level, title in ((one, "Baking at Pace"), (other, "Sewing at Ease")):
        make_requirement(level, make_skill(title=title), 3)
    text = squeezed(page(client, one.reference, other.reference))
    assert '<strong class="cap-outcome cap-outcome--new">New</strong> Level 3' in text
    assert '<span class="cap-outcome cap-outcome--absent">Not stated</span>' in text


def test_a_new_pair_of_behaviours_is_marked_in_both_halves(client):
    levels = ladder(2)
    skill = make_skill(title="Baking at Pace")
    make_skill_level(skill, 3, [("Plan own work", "Drift")])
    make_skill_level(skill, 4, [("Plan own work", "Drift"), ("Clarify priorities", "Lose focus")])
    for level, position in zip(levels, (3, 4), strict=True):
        make_requirement(level, skill, position)
    text = squeezed(page(client, *(level.reference for level in levels)))
    for behaviour in ("Clarify priorities", "Lose focus"):
        assert f'<strong class="cap-outcome cap-outcome--new">New</strong> {behaviour}' in text


def test_where_a_level_is_raised_the_page_unfolds_what_it_adds(client):
    levels = ladder(2)
    skill = make_skill(title="Baking at Pace")
    make_skill_level(skill, 3, [("Plan own work", "Drift")])
    make_skill_level(skill, 4, [("Plan work", "Drift"), ("Clarify priorities", "Lose focus")])
    for level, position in zip(levels, (3, 4), strict=True):
        make_requirement(level, skill, position)
    text = squeezed(page(client, *(level.reference for level in levels)))
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
    text = page(client, *(level.reference for level in levels))
    for said in ("Pay, London (home office, date", "£39,333 to £45,232 a year", "Pay, National"):
        assert said in text
    assert text.count("Where a cell is empty, its source says nothing there") == 1
    assert text.count("By base.") == 1


def test_pay_of_grades_is_linked_where_it_is_not_known_to_be_that_of_the_levels(client):
    levels = ladder(2)
    make_pay(levels[0].grade, employer="Home Office", minimum=39_333, maximum=45_232)
    text = page(client, *(level.reference for level in levels))
    assert f"Pay of {levels[0].grade.title} at Home Office</a>, date not stated" in text
    assert "£39,333" not in text


def test_what_a_text_holds_is_escaped(client):
    text = page(client, *two(["Lead <b>a</b> team"], ["Lead <i>a</i> team"]))
    assert "<b>a" not in text
    assert "<i>a" not in text
    assert "&lt;" in text


def test_the_address_to_copy_shows_the_same_in_grade_order(client):
    junior, senior = two(["Plan"], ["Lead"])
    response = compare(client, senior, junior, view="differences")
    address = f"/compare/?level={junior}&level={senior}&view=differences"
    assert response.context["address"] == f"http://testserver{address}"
    assert client.get(address).context["comparison"] == response.context["comparison"]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "docx"])
def test_the_page_leads_to_its_files(client, ending):
    references = two(["Plan"], ["Lead"])
    assert f"&amp;format={ending}" in page(client, *references)
    response = compare(client, *references, format=ending)
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith('attachment; filename="compare-role-')
    assert response["Content-Disposition"].endswith(f'.{ending}"')
    assert len(response.content) > 100


def test_an_unknown_format_is_refused(client):
    response = compare(client, *two(["Plan"], ["Lead"]), format="pdf")
    assert response.status_code == 400
    assert "csv, xlsx, docx" in response.content.decode()


def test_two_lead_to_their_step_up_sheet(client, catalogue):
    assert "/step-up/?from={}&amp;to={}".format(*HR) in page(client, *HR)
    assert "/step-up/" not in page(client, *LADDER)


def test_without_levels_the_page_tells_how_to_choose(client):
    response = compare(client)
    assert response.status_code == 200
    assert "tick role levels" in response.content.decode()


@pytest.mark.parametrize("number", [1, 9])
def test_too_few_or_too_many(client, number):
    response = compare(client, *(level.reference for level in ladder(number)))
    assert response.status_code == 400
    assert "2 to 8 can be compared" in response.content.decode()


def test_the_same_twice(client):
    (level,) = ladder(1)
    response = compare(client, level.reference, level.reference)
    assert response.status_code == 400
    assert "more than once" in response.content.decode()


def test_one_that_is_gone_is_named_and_the_rest_compared(client):
    levels = ladder(2)
    response = compare(client, levels[0].reference, "gone/level", levels[1].reference)
    assert response.status_code == 200
    assert len(response.context["comparison"].columns) == 2
    assert "“gone/level”" in response.content.decode()


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_one_that_is_no_longer_published_is_named(client, status):
    levels = ladder(2)
    gone = make_role_level(status=status, title="Secret")
    text = page(client, gone.reference, *(level.reference for level in levels))
    assert f"“{gone.reference}”" in text
    assert gone.full_title not in text


def test_too_few_that_are_left(client):
    (level,) = ladder(1)
    response = compare(client, level.reference, "gone/level")
    assert response.status_code == 404
    assert "gone/level" in response.content.decode()


def test_one_that_was_renamed_is_found_by_its_old_address(client):
    one, other = ladder(2)
    old = one.reference
    one.slug = "renamed"
    one.save()
    other.role.slug = "renamed-role"
    other.role.save()
    columns = compare(client, old, other.reference).context["comparison"].columns
    assert [column.pk for column in columns] == [one.pk, other.pk]


def test_one_that_was_renamed_and_is_a_draft_since_is_named(client):
    levels = ladder(3)
    old = levels[0].reference
    levels[0].slug, levels[0].status = "renamed", "draft"
    levels[0].save()
    text = page(client, old, *(level.reference for level in levels[1:]))
    assert f"“{old}”" in text


def test_the_same_by_its_old_and_its_new_address(client):
    (level,) = ladder(1)
    old = level.reference
    level.slug = "renamed"
    level.save()
    response = compare(client, old, level.reference)
    assert response.status_code == 400
    assert "twice" in response.content.decode()


@pytest.mark.parametrize("text", ["x", "/", "a/", "/b", "a/b/c", "a\0/b", "", "<script>/x/"])
def test_what_is_no_reference(client, text):
    (level,) = ladder(1)
    response = compare(client, level.reference, text)
    assert response.status_code == 400
    assert "<script>" not in response.content.decode()


def test_two_organisations_are_compared_without_direction(client, catalogue):
    references = "chief-data-officer/senior-civil-service", "policy-and-performance/ppp07"
    text = squeezed(page(client, *references))
    sentence = "the grades of Civil Service with those of Derbyshire County Council."
    assert f"No document compares {sentence}" in text
    assert "No pair of statements is alike." in text
    for claim in ("junior first", "data-outcome", "From Chief", "cap-outcome--new", "/step-up/"):
        assert claim not in text
    assert text.count('<span class="cap-compare__band">') == 2
    assert "here there is none" in page(client, *references, view="added")


def test_false_pairs_of_two_organisations_are_none(client, catalogue):
    """By the loose rule seven, all of them false."""
    names = ("senior-hr-business-partner/grade-6", "hr-business-partner/grade-7")
    others = ("policy-and-performance/pap13", "policy-and-performance/pap14")
    comparison = compare(client, *names, *others).context["comparison"]
    across = [row for row in comparison.rows if {0, 1} & set(row.columns) and len(row.columns) > 1]
    assert {tuple(row.columns) for row in across} <= {(0, 1)}
    assert [step.column for step in comparison.steps] == [1, 3]


def test_two_at_one_grade_and_one_above_lead_to_the_steps_that_have_an_order(client):
    grade, above = make_grade(), make_grade()
    levels = [make_role_level(grade=each) for each in (grade, grade, above)]
    text = squeezed(page(client, *(level.reference for level in levels)))
    assert "are compared without direction." in text
    for level in levels[:2]:
        both = f"level={level.reference}&amp;level={levels[2].reference}"
        assert f'href="/compare/?{both}"' in text
        assert f'href="/step-up/?from={level.reference}&amp;to={levels[2].reference}"' in text
    assert "cap-chart" not in text


@pytest.mark.parametrize("number", [2, 8])
def test_four_queries_however_many(client, django_assert_num_queries, number):
    levels = ladder(number, sections={"Overview": ["Text"], "Responsibilities": ["A", "B"]})
    # The role levels, their sections, their skills; and the order of the role that they are of.
    with django_assert_num_queries(4):
        compare(client, *(level.reference for level in levels))


@pytest.mark.parametrize("view", ["full", "differences", "added"])
@pytest.mark.parametrize("others", [8, 800])
def test_four_queries_whatever_else_there_is(client, django_assert_num_queries, view, others):
    make_role_levels(others, grade=make_grade())
    references = [level.reference for level in ladder(8, sections={"Overview": ["Text"]})]
    with django_assert_num_queries(4):
        compare(client, *references, view=view)


def test_three_queries_without_two_of_one_role(client, django_assert_num_queries):
    references = [make_role_level(grade=make_grade()).reference for _ in range(3)]
    with django_assert_num_queries(3):
        compare(client, *references)


def test_eight_queries_where_one_was_renamed_and_one_is_gone(client, django_assert_num_queries):
    levels = ladder(3)
    references = [level.reference for level in levels]
    levels[0].slug = "renamed"
    levels[0].save()
    # Once more for the two of one role that are found at once: the third one comes by itself.
    with django_assert_num_queries(8):
        compare(client, *references, "gone/level")
