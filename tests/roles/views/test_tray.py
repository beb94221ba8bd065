import re

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from capframe.search.index import rebuild
from tests.factories import make_family, make_grade, make_role, make_role_level, make_role_levels

pytestmark = pytest.mark.django_db


def post(client, status=302, **fields):
    response = client.post("/compare/tray/", fields)
    assert response.status_code == status
    return response


def kept(client):
    """The references in the tray of this browser."""
    return client.session.get("tray", [])


def fill(client, *references):
    """Put these into the tray, whatever they are."""
    session = client.session
    session["tray"] = list(references)
    session.save()


def full(client):
    """A full tray of eight; gives the role levels."""
    levels = make_role_levels(8)
    fill(client, *(level.reference for level in levels))
    return levels


def boxes(text):
    """The references of the tick boxes on a page, each with whether it is ticked."""
    found = re.findall(r'type="checkbox" name="level" value="(.*?)"[^>]*?( checked)?>', text)
    return {reference: bool(checked) for reference, checked in found}


def test_it_works(client):
    one, two = make_role_level(), make_role_level(grade=make_grade())
    post(client, add=one.reference)
    post(client, add=two.reference)
    assert kept(client) == [one.reference, two.reference]
    text = client.get("/compare/").text
    assert text.index(two.full_title) < text.index(one.full_title)
    assert "2 role levels chosen" in text
    post(client, remove=one.reference)
    assert kept(client) == [two.reference]


def test_every_page_counts_them_and_leads_to_their_comparison(client):
    one, two = make_role_levels(2)
    assert '<a class="govuk-service-navigation__link" href="/compare/">Compare</a>' in " ".join(
        client.get("/accessibility/").text.split()
    )
    post(client, add=one.reference)
    assert 'href="/compare/">Compare (1<' in client.get("/accessibility/").text
    post(client, add=two.reference)
    text = client.get("/roles/").text
    assert f'href="/compare/?level={one.reference}&amp;level={two.reference}">Compare (2<' in text
    assert "> role levels chosen</span>)" in text


def test_ticks_are_what_is_in_the_tray_and_the_rest_of_it_stays(client):
    elsewhere = make_role_level(role=make_role(family=make_family()))
    one, two, three = make_role_levels(3)
    fill(client, elsewhere.reference, one.reference)
    shown = [level.reference for level in (one, two, three)]
    response = post(client, shown=shown, level=shown[1:], then="compare")
    assert kept(client) == [elsewhere.reference, *shown[1:]]
    assert response["Location"] == "/compare/?" + "&".join(
        f"level={reference}" for reference in kept(client)
    )


def test_too_few_to_compare_lead_to_the_page_that_says_so(client):
    level = make_role_level()
    response = post(client, shown=level.reference, level=level.reference, then="compare")
    assert response["Location"] == "/compare/"
    assert "Add 1 more to compare." in client.get("/compare/").text


@pytest.mark.parametrize("page", ["family", "role", "list"])
def test_a_table_shows_what_is_in_the_tray_as_ticked(client, page):
    one, two = make_role_levels(2)
    fill(client, one.reference)
    address = {
        "family": one.family.get_absolute_url(),
        "role": one.role.get_absolute_url(),
        "list": "/roles/?sort=title&q=level",
    }[page]
    text = client.get(address).text
    assert boxes(text) == {one.reference: True, two.reference: False}
    assert text.count('type="hidden" name="shown"') == 2
    assert f'name="next" value="{address.replace("&", "&amp;")}#save-ticks"' in text


def test_a_role_with_one_level_offers_it(client):
    level = make_role_level()
    assert boxes(client.get(level.role.get_absolute_url()).text) == {level.reference: False}


def test_without_role_levels_there_is_nothing_to_tick(client):
    for address in (make_family().get_absolute_url(), make_role().get_absolute_url(), "/roles/"):
        assert "/compare/tray/" not in client.get(address).text


@pytest.mark.parametrize("page", ["level", "search"])
def test_a_button_adds_and_takes_out_and_is_led_back_to(client, page):
    level = make_role_level(role=make_role(title="Keeper <b>"))
    rebuild()
    here = {"level": level.get_absolute_url(), "search": "/search/?q=keeper&kind=rolelevels"}[page]
    for name, words in (("add", "Add to Compare"), ("remove", "Take out of Compare")):
        text = client.get(here).text
        assert f'name="{name}" value="{level.reference}">{words}<' in text
        assert f'name="next" value="{here.replace("&", "&amp;")}"' in text
        response = post(client, **{name: level.reference}, next=here)
        assert response["Location"] == f"{here}#tray-{level.reference}"
        assert f'id="tray-{level.reference}"' in client.get(response["Location"]).text
    assert kept(client) == []


def test_results_of_other_kinds_have_no_button(client):
    make_family(title="Keeping")
    rebuild()
    text = client.get("/search/?q=keeping").text
    assert "1 result for “keeping”" in text
    assert "/compare/tray/" not in text


def test_what_is_there_already_or_is_not_there_changes_nothing(client):
    one, two = make_role_levels(2)
    fill(client, one.reference)
    post(client, add=one.reference)
    for reference in (two.reference, "gone/level", "no reference", "", "nul\0/nul"):
        post(client, remove=reference)
    post(client)
    assert kept(client) == [one.reference]


def test_emptying(client):
    full(client)
    assert post(client, empty="", next="/compare/#chosen")["Location"] == "/compare/#chosen"
    assert kept(client) == []
    assert "No role level chosen yet" in client.get("/compare/").text


def test_a_ninth_explains_the_limit_and_changes_nothing(client):
    levels = full(client)
    ninth = make_role_level(role=make_role(title="<b>Ninth</b>"), title="<i>")
    before = kept(client)
    text = post(client, 409, add=ninth.reference, next=ninth.get_absolute_url()).text
    assert kept(client) == before
    assert "There is a problem" in text
    assert "at most 8 role levels can be compared, and this would make 9" in text
    assert "Not added: “&lt;b&gt;Ninth&lt;/b&gt;, &lt;i&gt;”. Take one out first." in text
    assert f'href="{ninth.get_absolute_url()}">Go back' in text
    for level in levels:
        assert f'name="remove" value="{level.reference}"' in text


def test_nine_ticks_name_those_that_do_not_fit(client):
    there, *levels = make_role_levels(10)
    fill(client, there.reference)
    ticked = [level.reference for level in levels]
    text = post(client, 409, shown=ticked, level=ticked, then="compare").text
    assert kept(client) == [there.reference]
    assert "this would make 10" in text
    assert sum(f"“{level.full_title}”" in text for level in levels) == 8
    assert "and 1 more. Choose at most 8 in all." in text


def test_ticking_one_and_unticking_another_fits_a_full_tray(client):
    first, *others = full(client)
    new = make_role_level()
    post(client, shown=[first.reference, new.reference], level=new.reference)
    assert kept(client) == [*(level.reference for level in others), new.reference]


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
    for name in ("add", "level"):
        text = post(client, status, **{name: reference}).text
        assert "<script>" not in text
        assert len(text) < 10_000
    assert kept(client) == []


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_what_readers_do_not_see_is_refused(client, status):
    level = make_role_level(status=status, title="Secret")
    text = post(client, 404, add=level.reference).text
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


def test_what_is_gone_is_named_and_can_be_taken_out(client):
    shown, withdrawn = make_role_level(), make_role_level(status="withdrawn")
    fill(client, withdrawn.reference, shown.reference, "<b>/gone", "rubbish")
    text = client.get("/compare/").text
    assert "4 role levels chosen" in text
    for value in (withdrawn.reference, "&lt;b&gt;/gone", "rubbish"):
        assert f'name="remove" value="{value}"' in text
    assert withdrawn.title not in text.replace(withdrawn.reference, "")
    assert "Add 1 more to compare." in text


@pytest.mark.parametrize("where", ["page", "form"])
def test_what_was_renamed_is_followed(client, where):
    level, other = make_role_level(), make_role_level()
    fill(client, level.reference, other.reference, "gone/level")
    level.slug = "renamed"
    level.save()
    if where == "page":
        assert "3 role levels chosen" in client.get("/compare/").text
        assert kept(client) == [level.reference, other.reference, "gone/level"]
    post(client, remove=level.reference)
    assert kept(client) == [other.reference, "gone/level"]


def test_what_was_renamed_and_is_hidden_keeps_the_name_that_the_reader_knows(client):
    level, other = make_role_level(), make_role_level()
    chosen = [level.reference, other.reference]
    fill(client, *chosen)
    level.role.slug, level.role.status = "zyzzyva", "draft"
    level.role.save()
    assert "zyzzyva" not in client.get("/compare/").text
    post(client)
    assert kept(client) == chosen


def test_only_what_readers_see_is_compared(client):
    levels = make_role_levels(2)
    fill(client, "gone/level", *(level.reference for level in levels))
    text = client.get("/compare/").text
    href = "/compare/?" + "&amp;".join(f"level={level.reference}" for level in levels)
    assert f'href="{href}" role="button" draggable="false">Compare these 2 role levels' in text


@pytest.mark.parametrize("rubbish", [None, 7, "a/b", {"a": 1}, [None, [], 7]])
def test_a_session_that_holds_something_else_is_an_empty_tray(client, rubbish):
    session = client.session
    session["tray"] = rubbish
    session.save()
    assert "No role level chosen yet" in client.get("/compare/").text
    level = make_role_level()
    post(client, add=level.reference)
    assert kept(client) == [level.reference]


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org/",
        "//example.org/",
        "/\\example.org",
        "javascript:alert(1)",
        "",
        "/" + "x" * 3000,
    ],
)
def test_nobody_is_led_off_the_site(client, address):
    level = make_role_level()
    assert post(client, add=level.reference, next=address)["Location"] == "/compare/"


def test_a_fragment_that_the_form_names_is_kept(client):
    response = post(client, remove="a/b", next="/compare/#chosen")
    assert response["Location"] == "/compare/#chosen"


@pytest.mark.parametrize("method", ["get", "head"])
def test_only_forms_change_the_tray(client, method):
    level = make_role_level()
    response = getattr(client, method)(f"/compare/tray/?add={level.reference}")
    assert response["Location"] == "/compare/"
    assert kept(client) == []


@pytest.mark.parametrize("method", ["put", "delete"])
def test_no_other_method_changes_the_tray(client, method):
    level = make_role_level()
    response = getattr(client, method)(f"/compare/tray/?add={level.reference}")
    assert response.status_code == 405
    assert kept(client) == []


def test_a_form_from_elsewhere_is_refused():
    client = Client(enforce_csrf_checks=True)
    post(client, 403, add=make_role_level().reference)
    assert kept(client) == []


def test_the_forms_of_the_pages_are_accepted():
    client = Client(enforce_csrf_checks=True)
    level = make_role_level()
    token = re.search(
        'name="csrfmiddlewaretoken" value="(.*?)"', client.get(level.get_absolute_url()).text
    )[1]
    post(client, add=level.reference, csrfmiddlewaretoken=token)
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
        client.get(address)
    assert not Session.objects.exists()
    assert "sessionid" not in client.cookies


def test_what_changes_nothing_makes_no_session(client):
    post(client, remove=make_role_level().reference)
    assert not Session.objects.exists()
