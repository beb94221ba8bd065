"""Where old addresses lead: to what readers see, and for what is hidden nowhere."""

import pytest
from django.contrib.redirects.models import Redirect
from django.contrib.sites.models import Site
from django.urls import reverse

from capframe.base.models import Addressed, entry_models
from capframe.base.redirects import find_end, models_by_page
from tests.factories import (
    make_family,
    make_framework,
    make_grade,
    make_role,
    make_role_level,
    make_skill,
    make_source,
    make_structure,
    make_workstream,
    withdraw,
)

pytestmark = pytest.mark.django_db

WITH_STATUS = {
    "JobFamily": make_family,
    "Role": make_role,
    "RoleLevel": make_role_level,
    "Skill": make_skill,
    "Workstream": make_workstream,
}
MAKERS = WITH_STATUS | {
    "Source": make_source,
    "GradeStructure": make_structure,
    "Grade": make_grade,
    "SkillFramework": make_framework,
}


@pytest.fixture(params=WITH_STATUS.values(), ids=WITH_STATUS)
def renamed(request):
    """An entry at a new address, and the address that it had before."""
    entry = request.param()
    old = entry.get_absolute_url()
    entry.slug = "zyzzyva"
    entry.save()
    return entry, old


def redirect(new):
    Redirect.objects.create(site=Site.objects.get_current(), old_path="/old/", new_path=new)


def test_an_old_address_leads_to_the_new_one(client, renamed):
    entry, old = renamed
    assert client.get(old, follow=True).redirect_chain == [(entry.get_absolute_url(), 301)]


def test_it_leads_to_what_is_withdrawn(client, renamed):
    entry, old = renamed
    withdraw(entry)
    answer = client.get(old, follow=True)
    assert answer.redirect_chain == [(entry.get_absolute_url(), 301)]
    assert "ithdrawn on 3 March 2026" in answer.text


@pytest.mark.parametrize("status", ["draft", "withdrawn"])
def test_of_what_is_hidden_it_says_what_it_says_of_nothing(client, renamed, status):
    entry, old = renamed
    type(entry).objects.filter(pk=entry.pk).update(status=status)
    answer = client.get(old)
    nothing = client.get(old.rstrip("/") + "-nothing/")
    assert (answer.status_code, answer.text) == (nothing.status_code, nothing.text)
    assert answer.status_code == 404
    assert "Location" not in answer


def test_what_stands_in_something_hidden_is_hidden_with_it(client):
    level = make_role_level()
    old = level.get_absolute_url()
    level.role.slug, level.role.status = "zyzzyva", "draft"
    level.role.save()
    assert client.get(old).status_code == 404
    assert find_end(level.get_absolute_url()) == ""


def test_what_is_deleted_leads_nowhere(client):
    family = make_family()
    redirect(family.get_absolute_url())
    assert client.get("/old/").status_code == 301
    family.delete()
    assert client.get("/old/").status_code == 404


@pytest.mark.parametrize("new", ["/roles/", "/nothing/", "https://example.org/roles/zyzzyva/"])
def test_other_addresses_are_led_to(client, new):
    redirect(new)
    answer = client.get("/old/")
    assert (answer.status_code, answer["Location"]) == (301, new)


def test_an_address_that_is_said_to_be_gone_is_gone(client):
    redirect("")
    assert client.get("/old/").status_code == 410


def test_the_pages_of_all_models_are_known(client):
    assert set(MAKERS) == {model.__name__ for model in models_by_page().values()}
    assert set(models_by_page().values()) == {
        model for model in entry_models() if issubclass(model, Addressed)
    }


@pytest.mark.parametrize("make", MAKERS.values(), ids=MAKERS)
def test_a_page_is_named_by_the_natural_key(client, make):
    address = make().get_absolute_url()
    assert client.get(address).status_code == 200
    assert find_end(address) == address


def test_it_costs_two_queries(client, django_assert_num_queries):
    redirect(make_role_level().get_absolute_url())
    with django_assert_num_queries(2):
        client.get("/old/")


@pytest.mark.parametrize(
    ("make", "column", "make_other"),
    [
        (make_role_level, "role", make_role),
        (make_skill, "framework", make_framework),
        (make_grade, "structure", make_structure),
    ],
)
def test_an_entry_that_moves_is_found_where_it_was(client, make, column, make_other):
    entry = make()
    old = entry.get_absolute_url()
    setattr(entry, column, make_other())
    entry.save()
    assert client.get(old, follow=True).redirect_chain == [(entry.get_absolute_url(), 301)]


def test_what_comes_back_is_found_at_both_addresses(client):
    level, other = make_role_level(), make_role()
    role, old = level.role, level.get_absolute_url()
    for place in (other, role):
        level.role = place
        level.save()
    assert level.get_absolute_url() == old
    assert client.get(old).status_code == 200
    away = reverse("roles:level", args=[other.slug, level.slug])
    assert client.get(away, follow=True).redirect_chain == [(old, 301)]


def test_what_stays_leaves_none():
    level = make_role_level()
    level.title = "Another"
    level.save()
    assert not Redirect.objects.exists()
