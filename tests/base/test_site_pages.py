import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse
from django.test import RequestFactory

from capframe.base import site_pages
from capframe.base.admin_site import CapframeAdminSite


@pytest.fixture
def page(monkeypatch):
    """The view of a page that is offered, as the admin's addresses have it."""
    monkeypatch.setattr(site_pages, "_pages", [])
    site_pages.offer_page("told/<int:number>/", "told")(
        lambda request, number: HttpResponse(f"Told {number}")
    )
    return CapframeAdminSite().get_urls()[0]


def ask(page, user):
    request = RequestFactory().get("/admin/told/3/")
    request.user = user
    return page.callback(request, number=3)


def test_a_room_offers_a_page_of_the_admin(page, admin_user):
    assert (page.name, str(page.pattern)) == ("told", "told/<int:number>/")
    assert ask(page, admin_user).content == b"Told 3"


def test_who_may_not_see_the_admin_does_not_reach_it(page):
    assert ask(page, AnonymousUser()).status_code == 302
