import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from capframe.search.index import rebuild
from roles.tray import NO_NUMBER
from tests.factories import make_family, make_grade, make_role, make_role_level, make_role_levels
from tests.tray import fill, kept, post

pytestmark = pytest.mark.django_db

FAMILY = "/families/people/"


def full(client):
    """A full tray of eight; gives the role levels."""
    levels = make_role_levels(8)
    fill(client, *(level.reference for level in levels))
    return levels


def text_after(client, **fields):
    """The page that a form leads to."""
    return " ".join(client.get(post(client, **fields)["Location"]).text.split())


def test_it_works(client):
    one, two = make_role_level(), make_role_level(grade=make_grade())
    text = text_after(client, level=[one.reference, two.reference], back=FAMILY)
    assert kept(client) == [one.reference, two.reference]
    assert text.index(two.full_title) < text.index(one.full_title)
    assert f'<strong>Added:</strong> <span dir="auto">{two.full_title}</span>; <span' in text
    assert "Your comparison has 2 roles." in text
    assert f'href="{FAMILY}">Back to the page you came from' in text
    text = text_after(client, remove=one.reference, back=FAMILY)
    assert kept(client) == [two.reference]
    assert f'<strong>Removed:</strong> <span dir="auto">{one.full_title}</span>.' in text
    assert "Your comparison has 1 role." in text
    assert f'href="{FAMILY}">Back' in text
    assert f'name="level" value="{one.reference}"> <button' in text  # to add it again


def test_what_is_there_already_stays_and_is_said(client):
    one, two = make_role_levels(2)
    fill(client, one.reference)
    text = text_after(client, level=[one.reference, two.reference])
    assert kept(client) == [one.reference, two.reference]
    assert f'<strong>Already there:</strong> <span dir="auto">{one.full_title}</span>.' in text


def test_adding_never_takes_out_what_another_tab_added(client):
    """What an unticked box meant in the older form, which this one still reads."""
    one, two = make_role_levels(2)
    fill(client, one.reference)
    post(client, level=two.reference, shown=[one.reference, two.reference])
    assert kept(client) == [one.reference, two.reference]


def test_every_page_counts_them_and_leads_to_their_page(client):
    one, two = make_role_levels(2)
    for number, words in ((0, "Compare<"), (2, "Compare (2<")):
        fill(client, *[one.reference, two.reference][:number])
        text = " ".join(client.get("/accessibility/").text.split())
        assert f'href="/compare/">{words}' in text


@pytest.mark.parametrize("page", ["family", "role", "list", "level", "search"])
def test_a_page_is_the_same_for_everybody_beside_the_number(client, page):
    one, two = make_role_levels(2)
    rebuild()
    address = {
        "family": one.family.get_absolute_url(),
        "role": one.role.get_absolute_url(),
        "list": "/roles/?sort=title",
        "level": one.get_absolute_url(),
        "search": "/search/?q=level&kind=rolelevels",
    }[page]
    before = client.get(address)
    assert f'value="{one.reference}"' in before.text
    assert "csrfmiddlewaretoken" not in before.text
    assert not before.cookies
    fill(client, one.reference, two.reference)
    number = '(2<span class="govuk-visually-hidden"> roles chosen</span>)'
    after = " ".join(client.get(address).text.split())
    assert number in after
    assert after.replace(f" {number}", NO_NUMBER) == " ".join(before.text.split())


def test_without_role_levels_there_is_nothing_to_tick(client):
    for address in (make_family().get_absolute_url(), make_role().get_absolute_url(), "/roles/"):
        assert "/compare/tray/" not in client.get(address).text


def test_a_long_address_leads_back_without_its_query(client):
    make_role_level()
    text = client.get(f"/roles/?sort=title&{'x' * 1000}=").text
    assert 'name="back" value="/roles/"' in text


def test_results_of_other_kinds_have_no_button(client):
    make_family(title="Keeping")
    rebuild()
    text = client.get("/search/?q=keeping").text
    assert "1 result for “keeping”" in text
    assert "/compare/tray/" not in text


def test_removing_what_is_not_there_changes_nothing(client):
    one, two = make_role_levels(2)
    fill(client, one.reference)
    for reference in (two.reference, "gone/level", "no reference", "", "nul\0/nul"):
        assert post(client, remove=reference)["Location"] == "/compare/"
    assert kept(client) == [one.reference]


def test_removing_all(client):
    levels = full(client)
    text = text_after(client, remove_all="")
    assert kept(client) == []
    assert "Your comparison is empty." in text
    assert all(f'name="level" value="{level.reference}"' in text for level in levels)


def test_adding_nothing_is_a_problem(client):
    text = post(client, 400, back=FAMILY).text
    assert "Nothing was added: no role was ticked." in text
    assert f'href="{FAMILY}">Back' in text


def test_a_ninth_explains_the_limit_and_changes_nothing(client):
    levels = full(client)
    ninth = make_role_level(role=make_role(title="<b>Ninth</b>"), title="<i>")
    before = kept(client)
    text = post(client, 409, level=ninth.reference, back=ninth.get_absolute_url()).text
    assert kept(client) == before
    assert "There is a problem" in text
    assert "a comparison has at most 8 roles, and this would make 9" in text
    assert "Not added: “&lt;b&gt;Ninth&lt;/b&gt;, &lt;i&gt;”. Remove one first." in text
    assert f'href="{ninth.get_absolute_url()}">Back' in text
    assert f'name="level" value="{ninth.reference}"' in text
    for level in levels:
        assert f'name="remove" value="{level.reference}"' in text


def test_nine_ticks_name_those_that_do_not_fit(client):
    there, *levels = make_role_levels(10)
    fill(client, there.reference)
    text = post(client, 409, level=[level.reference for level in levels]).text
    assert kept(client) == [there.reference]
    assert "this would make 10" in text
    assert sum(f"“{level.full_title}”" in text for level in levels) == 8
    assert "and 1 more. Choose at most 8 in all." in text


@pytest.mark.parametrize(
    ("reference", "status"),
    [
        ("x", 400),
        ("", 400),
        ("/", 400),
        ("a/b/c", 400),
        ("nul\0/nul", 400),
        ("<script>/x/", 400),
        ("x" * 100_000, 400),
        ("gone/level", 404),
        ("a/" + "x" * 100_000, 404),
    ],
)
def test_what_is_no_role_level_is_refused(client, reference, status):
    text = post(client, status, level=reference).text
    assert "<script>" not in text
    assert len(text) < 10_000
    assert kept(client) == []


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_what_readers_do_not_see_is_refused(client, status):
    level = make_role_level(status=status, title="Secret")
    text = post(client, 404, level=level.reference).text
    assert level.reference in text
    assert "Secret" not in text


def test_one_wrong_tick_among_good_ones_changes_nothing(client):
    level = make_role_level()
    post(client, 404, level=[level.reference, "gone/level"])
    assert kept(client) == []


def test_thousands_of_ticks_are_too_many(client, django_assert_max_num_queries):
    level = make_role_level()
    with django_assert_max_num_queries(3):
        post(client, 404, level=[f"gone/{number}" for number in range(9000)])
    assert kept(client) == []
    assert post(client, level=level.reference)


def test_what_is_gone_is_named_and_can_be_removed(client):
    shown, withdrawn = make_role_level(), make_role_level(status="withdrawn")
    fill(client, withdrawn.reference, shown.reference, "<b>/gone", "rubbish")
    text = client.get("/compare/").text
    assert "4 roles" in text
    for value in (withdrawn.reference, "&lt;b&gt;/gone", "rubbish"):
        assert f'name="remove" value="{value}"' in text
    assert withdrawn.title not in text.replace(withdrawn.reference, "")
    assert "Add 1 more to compare." in text
    assert "<strong>Removed:</strong> 1 no longer published." in text_after(
        client, remove="rubbish"
    )


def test_what_an_address_says_was_done_is_said_only_where_it_is_so(client):
    level, hidden = make_role_level(), make_role_level(status="draft", title="Secret")
    text = client.get(f"/compare/?added={level.reference}&already=a/b&back=//example.org/").text
    assert "Added" not in text
    assert "example.org" not in text
    fill(client, level.reference)
    assert "Removed:" not in client.get(f"/compare/?removed={level.reference}").text
    assert "Secret" not in client.get(f"/compare/?removed={hidden.reference}").text


def test_what_was_renamed_is_followed(client):
    level, other = make_role_level(), make_role_level()
    before = [level.reference, other.reference, "gone/level"]
    fill(client, *before)
    level.slug = "renamed"
    level.save()
    text = client.get("/compare/").text
    assert f'name="remove" value="{level.reference}"' in text
    assert kept(client) == before  # reading writes nothing
    post(client, remove=level.reference)
    assert kept(client) == [other.reference, "gone/level"]


def test_what_was_renamed_and_is_hidden_keeps_the_name_that_the_reader_knows(client):
    level, other = make_role_level(), make_role_level()
    chosen = [level.reference, other.reference]
    fill(client, *chosen)
    level.role.slug, level.role.status = "zyzzyva", "draft"
    level.role.save()
    assert "zyzzyva" not in client.get("/compare/").text
    post(client, remove="a/b")
    assert kept(client) == chosen


def test_only_what_readers_see_is_compared(client):
    levels = make_role_levels(2)
    fill(client, "gone/level", *(level.reference for level in levels))
    form = client.get("/compare/").text.partition('<form action="/compare/" method="get">')[2]
    assert form.count('type="hidden" name="level"') == 2


def test_nobody_may_keep_the_page(client):
    assert "no-store" in client.get("/compare/")["Cache-Control"]
    assert "no-store" in post(client, 400)["Cache-Control"]


@pytest.mark.parametrize("rubbish", [None, 7, "a/b", {"a": 1}, [None, [], 7]])
def test_a_session_that_holds_something_else_is_an_empty_tray(client, rubbish):
    session = client.session
    session["tray"] = rubbish
    session.save()
    assert "Your comparison is empty" in client.get("/compare/").text
    level = make_role_level()
    post(client, level=level.reference)
    assert kept(client) == [level.reference]


@pytest.mark.parametrize(
    "address",
    ["https://example.org/", "//example.org/", "/\\example.org", "javascript:alert(1)", ""],
)
def test_nobody_is_led_off_the_site(client, address):
    level = make_role_level()
    where = post(client, level=level.reference, back=address)["Location"]
    assert where == f"/compare/?added={level.reference}#done"


@pytest.mark.parametrize("method", ["get", "head"])
def test_only_forms_change_the_tray(client, method):
    level = make_role_level()
    response = getattr(client, method)(f"/compare/tray/?level={level.reference}")
    assert response["Location"] == "/compare/"
    assert kept(client) == []


@pytest.mark.parametrize("method", ["put", "delete"])
def test_no_other_method_changes_the_tray(client, method):
    level = make_role_level()
    response = getattr(client, method)(f"/compare/tray/?level={level.reference}")
    assert response.status_code == 405
    assert kept(client) == []


@pytest.mark.parametrize("fields", [{"level": "a/b"}, {"remove_all": ""}])
def test_a_form_from_elsewhere_is_refused_and_sets_no_cookie(fields):
    client = Client(enforce_csrf_checks=True)
    fill(client, "there/already")
    answer = post(client, 403, headers={"sec-fetch-site": "cross-site"}, **fields)
    assert "This form was not sent from a page of this site." in answer.text
    assert not answer.cookies
    assert kept(client) == ["there/already"]


def test_the_forms_of_the_pages_need_no_token():
    client = Client(enforce_csrf_checks=True)
    level = make_role_level()
    post(client, level=level.reference)
    assert kept(client) == [level.reference]


@pytest.mark.parametrize("number", [0, 1, 8])
def test_the_page_costs_one_query_beside_the_session(client, django_assert_num_queries, number):
    if number:
        fill(client, *(level.reference for level in make_role_levels(number)))
    with django_assert_num_queries(2 if number else 0):
        client.get("/compare/")


def test_reading_pages_makes_no_session_and_saves_none(client):
    level = make_role_level()
    for address in ("/compare/", "/roles/", level.get_absolute_url()):
        assert not client.get(address).cookies
    assert not Session.objects.exists()


def test_what_changes_nothing_makes_no_session(client):
    post(client, remove=make_role_level().reference)
    assert not Session.objects.exists()
