"""A page is made once, and anew as soon as anything that it may show has changed."""

from datetime import date

import pytest
from django.conf import settings
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.db import OperationalError, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from capframe.base.models import Stamp
from capframe.base.stamp import read_stamp
from capframe.page_cache import application as module
from capframe.page_cache.application import is_known
from roles.models import RoleLevel
from tests.addresses import entry_addresses
from tests.factories import make_role_level

SOURCES, ROLES = "/sources/", "/roles/"


@pytest.fixture
def level(db):
    return make_role_level(status="published")


def cookie_of(client):
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


@pytest.fixture
def chosen(catalogue):
    """The cookie of a reader with two role levels in their comparison."""
    client = Client(headers={"sec-fetch-site": "same-origin"})
    two = RoleLevel.objects.published()[:2]
    client.post("/compare/tray/", {"level": [one.reference for one in two]})
    return cookie_of(client)


def test_a_page_is_made_once(site):
    first, second = site.ask(SOURCES), site.ask(SOURCES)
    assert (first.status, site.made) == (200, [SOURCES])
    assert second.text == first.text == Client().get(SOURCES).content.decode()


def test_a_kept_page_asks_nothing_that_is_counted(site):
    site.ask(SOURCES)
    with CaptureQueriesContext(connection) as queries:
        site.ask(SOURCES)
    assert len(queries) == 0


def test_what_has_changed_shows_at_once(site, level):
    address = level.get_absolute_url()
    site.ask(address)
    RoleLevel.objects.update(title="Another title")
    assert "Another title" in site.ask(address).text


def test_every_address_and_query_is_a_page_of_its_own(site):
    site.ask(SOURCES)
    assert site.ask(f"{SOURCES}?page=nonsense").text != site.ask(ROLES).text
    assert len(site.made) == 3


def test_a_day_later_pages_are_made_anew(site, monkeypatch):
    site.ask(SOURCES)
    monkeypatch.setattr(module, "localdate", lambda: date(2099, 1, 1))
    later = module.time() + module.QUARTER
    monkeypatch.setattr(module, "time", lambda: later)
    site.ask(SOURCES)
    assert len(site.made) == 2


def test_a_kept_page_is_answered_at_once_where_the_stamp_is_at_hand(site, monkeypatch):
    monkeypatch.setattr(site.cache.prompt_stamp, "read", read_stamp)
    begun = []
    environ = site.environ(SOURCES)
    assert site.cache.answer_at_once(environ, lambda *begin: begun.append(begin)) is None
    page = site.ask(SOURCES)
    assert site.cache.answer_at_once(environ, lambda *begin: begun.append(begin)) == [page.body]
    ((status, headers),) = begun
    assert (status, dict(headers)["ETag"]) == ("200 OK", page.headers["ETag"])
    Stamp.objects.update(number=2)
    for other in (environ, environ | {"HTTP_COOKIE": "a=b"}, site.environ("/admin/")):
        assert site.cache.answer_at_once(other, lambda *begin: begun.append(begin)) is None


def test_other_hosts_have_pages_of_their_own(site):
    site.ask(SOURCES)
    assert site.ask(SOURCES, host="elsewhere.example").status == 400


@pytest.mark.parametrize(
    ("accepted", "encoding"),
    [("gzip, br", "br"), ("gzip", "gzip"), ("identity", None), ("br;q=0, gzip", "gzip")],
)
def test_it_comes_in_the_encoding_that_the_browser_takes(site, accepted, encoding):
    expected = site.ask(SOURCES).text
    for _ in range(2):
        answer = site.ask(SOURCES, accept_encoding=accepted)
        assert answer.headers.get("Content-Encoding") == encoding
        assert answer.headers["Content-Length"] == str(len(answer.body))
        assert answer.text == expected
    assert site.made == [SOURCES]


def test_a_browser_that_has_the_page_is_told_so(site):
    page = site.ask(SOURCES)
    again = site.ask(SOURCES, if_none_match=page.headers["ETag"])
    assert (again.status, again.body) == (304, b"")
    assert again.headers["ETag"] == page.headers["ETag"]
    assert again.headers["Vary"] == page.headers["Vary"]


def test_a_browser_that_has_another_page_gets_it(site):
    page = site.ask(SOURCES)
    gzipped = site.ask(SOURCES, accept_encoding="gzip", if_none_match=page.headers["ETag"])
    assert gzipped.status == 200


@pytest.mark.parametrize("known", ['"a"', 'W/"a"', '"b", "a"', "*"])
def test_the_page_may_be_known_by_any_of_several_tags(known):
    assert is_known('"a"', known)


@pytest.mark.parametrize("known", ["", '"b"', "a", '"ab"'])
def test_another_tag_is_another_page(known):
    assert not is_known('"a"', known)


def test_the_head_alone_is_as_that_of_the_page(site):
    page, head = site.ask(SOURCES), site.ask(SOURCES, method="HEAD")
    for answer in (page, head):
        del answer.headers["X-Request-ID"]
    assert (head.headers, head.body) == (page.headers, b"")


def test_a_kept_page_is_as_safe_as_one_just_made(site):
    site.ask(SOURCES)
    kept, made = site.ask(SOURCES).headers, Client().get(SOURCES).headers
    names = {"Content-Security-Policy", "X-Frame-Options", "X-Content-Type-Options"}
    assert {name: kept[name] for name in names} == {name: made[name] for name in names}


def test_each_answer_has_a_number_of_its_own(site):
    assert len({site.ask(SOURCES).headers["X-Request-ID"] for _ in range(3)}) == 3


def test_caches_are_to_ask_first_and_get_no_cookie(site):
    headers = site.ask(SOURCES).headers
    assert headers["Cache-Control"] == "no-cache"
    assert headers["Vary"] == "Accept-Encoding, Cookie"
    assert "Set-Cookie" not in headers


def test_a_reader_with_a_comparison_has_the_same_page_with_its_number(site, chosen):
    for address in entry_addresses().values():
        site.ask(address)
        made = len(site.made)
        page = site.ask(address, cookie=chosen)
        made_for_them = Client(headers={"cookie": chosen}).get(address, SERVER_NAME="localhost")
        expected = made_for_them.content.decode()
        assert page.text == expected
        assert "(2<span" in page.text
        assert (len(site.made), page.headers["Cache-Control"]) == (made, "private, no-cache")


def test_a_page_first_asked_for_by_such_a_reader_is_everybodys(site, chosen):
    site.ask(SOURCES, cookie=chosen)
    assert "(2<span" not in site.ask(SOURCES).text
    assert site.made == [SOURCES]


def test_the_number_is_part_of_what_the_page_is_known_by(site, chosen):
    tag = site.ask(SOURCES).headers["ETag"]
    assert site.ask(SOURCES, cookie=chosen, if_none_match=tag).status == 200
    own = site.ask(SOURCES, cookie=chosen).headers["ETag"]
    assert site.ask(SOURCES, cookie=chosen, if_none_match=own).status == 304


def test_an_error_shows_such_a_reader_the_number_too(site, chosen):
    answer = site.ask("/families/none/", cookie=chosen)
    assert answer.status == 404
    assert "(2<span" in answer.text


def test_a_readers_own_comparison_is_never_kept(site, chosen):
    site.ask("/compare/")
    assert "2 roles" in site.ask("/compare/", cookie=chosen).text
    assert site.ask("/compare/").headers["Cache-Control"] != "no-cache"


def test_whoever_is_signed_in_gets_pages_of_their_own(site, level, admin_user):
    address = level.get_absolute_url()
    site.ask(address)
    client = Client()
    client.force_login(admin_user)
    assert ">Edit<" in site.ask(address, cookie=cookie_of(client)).text
    assert ">Edit<" not in site.ask(address).text


def test_a_session_that_is_gone_is_nobodys(site):
    cookie = f"{settings.SESSION_COOKIE_NAME}=gone"
    assert site.ask(SOURCES, cookie=cookie).text == site.ask(SOURCES).text


def test_a_cookie_that_no_database_can_be_asked_for_is_nobodys(site):
    assert site.ask(SOURCES, cookie=f"{settings.SESSION_COOKIE_NAME}=a\0b").status == 200


@pytest.mark.parametrize("address", ["/admin/login/", "/healthz", "/robots.txt", "/families/none/"])
def test_what_is_no_readers_page_is_not_kept(site, address):
    answers = [site.ask(address) for _ in range(2)]
    assert len(site.made) == 2
    assert answers[0].headers.get("Cache-Control") != "no-cache"


def test_what_is_sent_is_not_kept(site):
    site.ask(SOURCES)
    assert site.ask(SOURCES, method="POST").status in {200, 403}
    assert len(site.made) == 2


def test_where_nothing_was_ever_written_nothing_is_kept(site, monkeypatch):
    monkeypatch.setattr(module, "read_stamp", lambda connection: None)
    site.ask(SOURCES)
    site.ask(SOURCES)
    assert len(site.made) == 2


def test_where_the_database_fails_django_says_so(site, monkeypatch):
    def fail(connection):
        raise OperationalError

    site.ask(SOURCES)
    monkeypatch.setattr(module, "read_stamp", fail)
    site.ask(SOURCES)
    assert len(site.made) == 2


def test_choosing_role_levels_leaves_pages_as_they_are(site):
    site.ask(SOURCES)
    Session.objects.create(session_key="k", session_data="", expire_date=timezone.now())
    site.ask(SOURCES)
    assert len(site.made) == 1


def test_a_change_of_rights_lets_pages_go(site):
    site.ask(SOURCES)
    User.objects.create(username="somebody").groups.add(Group.objects.first())
    site.ask(SOURCES)
    assert len(site.made) == 2
