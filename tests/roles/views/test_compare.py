import pytest

from tests.factories import make_grade, make_role_level, make_role_levels
from tests.pages import squeezed
from tests.roles.views.comparisons import HR, LADDER, compare, ladder, page, two

pytestmark = pytest.mark.django_db


def test_it_works(client):
    levels = ladder(3, sections={"Overview": ["Plan"]})
    response = compare(client, *(level.reference for level in reversed(levels)))
    assert [one.pk for one in response.context["comparison"].columns] == [one.pk for one in levels]
    text = squeezed(response.content.decode())
    assert f">{levels[0].role.title}: 3 levels compared</h1>" in text
    assert '<strong aria-current="page">At a glance</strong>' in text
    for view in ("steps", "adds", "full"):
        assert f"&amp;view={view}" in text


def test_two_in_order_open_on_their_step(client):
    references = two(["Plan"], ["Lead"])
    for others in ({}, {"view": "glance"}):
        response = compare(client, *references, **others)
        assert response.context["view"] == "steps"
        assert "At a glance" not in response.content.decode()


def test_without_an_order_there_are_no_steps(client):
    grade = make_grade()
    references = [make_role_level(grade=grade).reference for _ in range(2)]
    response = compare(client, *references)
    assert response.context["view"] == "glance"
    assert "view=steps" not in response.content.decode()
    assert compare(client, *references, view="steps").status_code == 200


@pytest.mark.parametrize(("earlier", "now"), [("differences", "steps"), ("added", "adds")])
def test_the_earlier_views_lead_to_those_of_today(client, earlier, now):
    one, other = two(["Plan"], ["Lead"])
    response = compare(client, one, other, view=earlier, format="csv")
    assert response.status_code == 301
    assert response["Location"] == f"/compare/?level={one}&level={other}&view={now}&format=csv"


def test_a_step_and_a_section_are_chosen(client):
    references = two(["Plan"], ["Lead"], ["Rule"])
    here = {"view": "steps", "step": "2", "section": "responsibilities"}
    response = compare(client, *references, **here)
    step = response.context["step"]
    assert (step.number, step.section) == (2, "Responsibilities")
    assert response.context["address"].endswith("&step=2&section=responsibilities")
    assert compare(client, *references, view="steps", step="").context["step"].number == 1


@pytest.mark.parametrize("part", [{"step": "0"}, {"step": "3"}, {"step": "²"}, {"section": "<b>"}])
def test_a_step_or_a_section_that_is_not_there(client, part):
    response = compare(client, *two(["Plan"], ["Lead"], ["Rule"]), view="steps", **part)
    assert response.status_code == 404
    assert f"This comparison has no {next(iter(part))}" in response.content.decode()


def test_one_may_be_added_and_one_removed(client):
    one, other, third, more = ladder(4)
    draft = make_role_level(role=one.role, status="draft")
    text = squeezed(page(client, one.reference, other.reference, third.reference))
    assert f'<option value="{more.reference}">' in text
    assert draft.reference not in text
    without = f"/compare/?level={one.reference}&amp;level={third.reference}"
    assert f'href="{without}">Remove {other.title}</a>' in text
    assert "Remove" not in page(client, one.reference, other.reference)
    assert "<option" not in page(client, *(level.reference for level in ladder(8)))


def test_the_link_is_sent_by_mail(client):
    text = page(client, *two(["Plan"], ["Lead"], ["Rule"]))
    assert 'href="mailto:?subject=' in text
    assert "&amp;body=http%3A%2F%2Ftestserver%2Fcompare%2F%3Flevel%3D" in text


def test_an_unknown_view_is_refused(client):
    response = compare(client, *two(["Plan"], ["Lead"]), view="<b>")
    assert response.status_code == 400
    assert "glance, steps, adds, full" in response.content.decode()


def test_the_address_to_copy_shows_the_same_in_grade_order(client):
    junior, senior = two(["Plan"], ["Lead"])
    response = compare(client, senior, junior, view="full")
    address = f"/compare/?level={junior}&level={senior}&view=full"
    assert response.context["address"] == f"http://testserver{address}"
    assert client.get(address).context["comparison"] == response.context["comparison"]


@pytest.mark.parametrize("ending", ["csv", "xlsx", "docx"])
def test_the_page_leads_to_its_files(client, ending):
    references = two(["Plan"], ["Lead"])
    assert f"&amp;format={ending}" in page(client, *references)
    response = compare(client, *references, format=ending)
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith('attachment; filename="comparison-of-2-')
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
    assert "tick its roles" in response.content.decode()


@pytest.mark.parametrize("number", [1, 9])
def test_too_few_or_too_many(client, number):
    response = compare(client, *(level.reference for level in ladder(number)))
    assert response.status_code == 400
    assert "Select 2 to 8 roles" in response.content.decode()


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


@pytest.mark.parametrize("number", [2, 8])
def test_five_queries_however_many(client, django_assert_num_queries, number):
    levels = ladder(number, sections={"Overview": ["Text"], "Responsibilities": ["A", "B"]})
    # The role levels, their sections, their skills; the order of the role that they are of; what
    # may be added to them, where anything may.
    with django_assert_num_queries(5 if number < 8 else 4):
        compare(client, *(level.reference for level in levels))


@pytest.mark.parametrize("view", ["glance", "steps", "adds", "full"])
@pytest.mark.parametrize("others", [8, 800])
def test_four_queries_whatever_else_there_is(client, django_assert_num_queries, view, others):
    make_role_levels(others, grade=make_grade())
    references = [level.reference for level in ladder(8, sections={"Overview": ["Text"]})]
    with django_assert_num_queries(4):
        compare(client, *references, view=view)


def test_four_queries_without_two_of_one_role(client, django_assert_num_queries):
    references = [make_role_level(grade=make_grade()).reference for _ in range(3)]
    with django_assert_num_queries(4):
        compare(client, *references)


def test_nine_queries_where_one_was_renamed_and_one_is_gone(client, django_assert_num_queries):
    levels = ladder(3)
    references = [level.reference for level in levels]
    levels[0].slug = "renamed"
    levels[0].save()
    # Once more for the two of one role that are found at once: the third one comes by itself.
    with django_assert_num_queries(9):
        compare(client, *references, "gone/level")
