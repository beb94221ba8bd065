"""Where the addresses of merged entries lead, and what the page of the one that stays says."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.formats import date_format
from django.utils.timezone import localdate

from capframe.base.bulk_changes import change_entries
from capframe.base.models import Source, Status
from capframe.base.redirects import find_end
from tests.factories import (
    make_family,
    make_skill,
    make_source,
    set_status,
    withdraw,
)
from tests.plans.back_pages import text_of
from tests.plans.merging.test_merging import do_merge, undo_of

pytestmark = pytest.mark.django_db

MAKERS = {"skill": make_skill, "family": make_family, "source": make_source}


@pytest.fixture(params=MAKERS.values(), ids=MAKERS)
def three(request):
    return [request.param(title=title) for title in ("Alpha", "Beta", "Gamma")]


@pytest.fixture(params=[make_skill, make_family], ids=["skill", "family"])
def pair(request):
    return request.param(title="Alpha"), request.param(title="Beta")


def leads(client, address):
    """Where an address leads in one step; None where it is that of a page."""
    answer = client.get(address)
    if answer.status_code == 200:
        return None
    assert answer.status_code == 301
    assert client.get(answer["Location"]).status_code == 200
    return answer["Location"]


def test_the_address_of_the_other_leads_to_the_one_that_stays(client, three):
    left, right, _ = three
    old, new = right.get_absolute_url(), left.get_absolute_url()
    do_merge(left, right)
    assert leads(client, old) == new
    assert leads(client, f"{old}?page=2") == new
    undo_of(right)
    assert leads(client, old) is None


def test_a_chain_leads_to_its_end_in_one_step(client, three):
    first, second, third = three
    before, middle, end = (one.get_absolute_url() for one in three)
    renamed = middle.replace("beta", "earlier")
    type(second).objects.filter(pk=second.pk).update(slug="earlier")
    second.refresh_from_db()
    second.slug = "beta"
    second.save()
    do_merge(second, first)
    assert (leads(client, before), leads(client, renamed)) == (middle, middle)
    second.refresh_from_db()
    do_merge(third, second)
    assert {leads(client, one) for one in (before, middle, renamed)} == {end}
    undo_of(second)
    assert (leads(client, before), leads(client, renamed)) == (middle, middle)
    assert leads(client, middle) is None


def test_it_leads_to_where_the_one_that_stays_is_now(client, three):
    left, right, _ = three
    do_merge(left, right)
    left.refresh_from_db()
    left.slug = "renamed"
    left.save()
    assert leads(client, right.get_absolute_url()) == left.get_absolute_url()


def test_what_readers_saw_is_a_step_away(client, pair):
    left, right = pair
    do_merge(left, right)
    right.refresh_from_db()
    day = f"{right.withdrawn_on.day} {right.withdrawn_on:%B %Y}"
    page = client.get(left.get_absolute_url())
    assert f"Replaces: Beta , withdrawn on {day}" in text_of(page)
    own = f"{right.get_absolute_url()}?as=withdrawn"
    assert f'href="{own}"' in page.text
    page = client.get(own)
    assert "Editors merged the two" in text_of(page)
    assert '<meta name="robots" content="noindex">' in page.text
    assert f'<link rel="canonical" href="{left.get_absolute_url()}">' in page.text


def test_a_source_names_those_that_were_merged_into_it(client, django_assert_num_queries):
    first, second, third, other = (
        make_source(title=title, publisher="Home Office", slug=title.lower())
        for title in ("Alpha", "Beta", "Gamma", "Delta")
    )
    url = first.get_absolute_url()
    with CaptureQueriesContext(connection) as alone:
        assert "Replaces" not in client.get(url).text
    do_merge(second, third)
    second.refresh_from_db()
    do_merge(first, second)
    first.refresh_from_db()
    do_merge(first, other)
    day = date_format(localdate(), "j F Y")
    with django_assert_num_queries(len(alone) + 2):
        page = client.get(url)
    names = ("Delta", "Beta", "Gamma")
    told = "; ".join(f"{name} (Home Office) , merged into it on {day}" for name in names)
    assert f"Replaces: {told}" in text_of(page)


def test_a_source_does_not_name_what_has_that_address_now(client):
    left, right = make_source(title="Alpha"), make_source(title="Beta", slug="beta")
    do_merge(left, right)
    make_source(title="Other", slug="beta")
    assert "Replaces" not in client.get(left.get_absolute_url()).text


def test_what_was_withdrawn_without_a_merge_keeps_its_page(client, pair):
    left, right = pair
    withdraw(right, successor=left)
    page = client.get(left.get_absolute_url())
    assert f'href="{right.get_absolute_url()}"' in page.text
    assert "Replaces: Beta , withdrawn on 3 March 2026" in text_of(page)
    page = client.get(right.get_absolute_url())
    assert "This page stays as it was" in text_of(page)
    assert "canonical" not in page.text


def test_what_is_hidden_is_not_led_to(client, pair):
    left, right = pair
    do_merge(left, right)
    set_status([left], Status.DRAFT)
    assert leads(client, right.get_absolute_url()) is None
    assert find_end(right.get_absolute_url()) == right.get_absolute_url()


def test_what_readers_never_saw_is_not_named(client, pair):
    left, right = pair
    type(right).objects.filter(pk=right.pk).update(status=Status.DRAFT)
    type(right).history.filter(id=right.pk).update(status=Status.DRAFT)
    do_merge(left, right)
    assert "Replaces" not in client.get(left.get_absolute_url()).text
    assert client.get(right.get_absolute_url()).status_code == 404
    assert client.get(f"{right.get_absolute_url()}?as=withdrawn").status_code == 404


def test_a_circle_leads_nowhere(client, pair):
    left, right = pair
    do_merge(left, right)
    type(left).objects.filter(pk=left.pk).update(
        status=Status.WITHDRAWN, withdrawn_on="2026-03-03", successor=right, is_merged=True
    )
    assert leads(client, left.get_absolute_url()) is None
    assert leads(client, right.get_absolute_url()) is None


@pytest.mark.parametrize("many", [True, False], ids=["by an action", "by its form"])
def test_what_is_published_again_is_merged_no_more(client, pair, many):
    left, right = pair
    do_merge(left, right)
    right.refresh_from_db()
    if many:
        values = {right.pk: {"status": Status.PUBLISHED}}
        change_entries(model=type(right), values=values, by=None, reason="")
    else:
        right.status = Status.PUBLISHED
        right.save()
    right.refresh_from_db()
    assert not right.is_merged
    assert leads(client, right.get_absolute_url()) is None


def test_a_page_of_its_own_comes_before_what_was_merged(client):
    left, right = make_source(slug="left"), make_source(slug="right")
    do_merge(left, right)
    assert client.get("/sources/righ/").status_code == 404
    make_source(slug="right")
    assert leads(client, "/sources/right/") is None
    assert Source.objects.get(slug="left").merged_slugs == "right"


def test_it_costs_the_page_of_the_one_that_stays_one_query(
    client, django_assert_max_num_queries, pair
):
    left, right = pair
    with django_assert_max_num_queries(40) as counted:
        client.get(left.get_absolute_url())
    without = len(counted)
    do_merge(left, right)
    with django_assert_max_num_queries(without + 1):
        client.get(left.get_absolute_url())
