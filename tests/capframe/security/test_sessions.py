"""How long people stay signed in; readers' sessions end no sooner than they did."""

from types import SimpleNamespace

import pytest
from django.contrib.auth import SESSION_KEY
from django.db import OperationalError
from django.test import Client

from capframe.security.sessions import ENDED, LAST_USED, SIGNED_IN_AT, WHO, SessionStore
from tests.capframe.security.lines import lines_of

pytestmark = pytest.mark.django_db

HOUR = 60 * 60
WRITES = "UPDATE"


@pytest.fixture(autouse=True)
def stopped_clock(monkeypatch):
    """However slow the machine is, no time passes but what a test says."""
    clock = SimpleNamespace(time=lambda: 1_800_000_000)
    monkeypatch.setattr("capframe.security.sessions.time", clock)


@pytest.fixture
def browser(admin_user):
    client = Client()
    client.force_login(admin_user)
    return client


def later(client, *, unused=0, signed_in=0, **values):
    """Let the browser's session be as it will be after so many seconds."""
    session = client.session
    session[LAST_USED] -= unused
    session[SIGNED_IN_AT] -= signed_in
    session.update(values)
    session.save()


def is_signed_in(client):
    return client.get("/admin/").status_code == 200


@pytest.mark.parametrize(
    ("unused", "signed_in", "stays"),
    [
        (HOUR - 1, HOUR, True),
        (HOUR, HOUR, False),
        (0, 12 * HOUR - 1, True),
        (0, 12 * HOUR, False),
    ],
)
def test_signed_in_for_an_hour_unused_and_twelve_in_all(browser, unused, signed_in, stays):
    later(browser, unused=unused, signed_in=signed_in)
    assert is_signed_in(browser) is stays


def test_use_starts_the_hour_anew_but_not_the_twelve(browser):
    later(browser, unused=HOUR - 1, signed_in=HOUR)
    assert is_signed_in(browser)
    later(browser, unused=HOUR - 1, signed_in=HOUR)
    assert is_signed_in(browser)
    later(browser, signed_in=11 * HOUR)
    assert not is_signed_in(browser)


def writes(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(200) as asked:
        assert is_signed_in(client)
    return [query["sql"] for query in asked if WRITES in query["sql"]]


def test_use_is_noted_once_in_five_minutes(browser, django_assert_max_num_queries):
    assert writes(browser, django_assert_max_num_queries) == []
    later(browser, unused=299)
    assert writes(browser, django_assert_max_num_queries) == []
    later(browser, unused=1)
    assert len(writes(browser, django_assert_max_num_queries)) == 1
    assert writes(browser, django_assert_max_num_queries) == []


def test_nothing_is_asked_of_a_session_that_nobody_needs(browser, django_assert_num_queries):
    with django_assert_num_queries(0):
        browser.get("/robots.txt")


def test_who_signed_in_before_this_was_counted_signs_in_anew(browser):
    session = browser.session
    del session[SIGNED_IN_AT], session[LAST_USED]
    session.save()
    assert not is_signed_in(browser)


@pytest.mark.parametrize(
    ("passed", "why"),
    [
        ({"unused": HOUR}, "you had not used the site for an hour"),
        ({"signed_in": 12 * HOUR}, "you had been signed in for twelve hours"),
    ],
)
def test_the_sign_in_page_says_why_and_leads_back(browser, admin_user, passed, why):
    admin_user.set_password("correct horse battery")
    admin_user.save()
    browser.force_login(admin_user)
    later(browser, **passed)
    answer = browser.get("/admin/roles/rolelevel/?status__exact=draft", follow=True)
    assert why in answer.text
    sent = {"username": "admin", "password": "correct horse battery"}
    sent["next"] = answer.context["next"]
    answer = browser.post(answer.request["PATH_INFO"], sent)
    assert answer["Location"] == "/admin/roles/rolelevel/?status__exact=draft"
    assert not {ENDED, WHO} & set(browser.session.keys())


def test_the_sign_in_page_says_nothing_to_others(client):
    assert "You were signed out" not in client.get("/admin/login/").text


def test_what_was_chosen_to_compare_stays(browser, admin_user):
    later(browser, unused=HOUR, tray=["a/b"], _messages="for the person alone")
    assert not is_signed_in(browser)
    ended = {ENDED: "unused", WHO: str(admin_user.pk)}
    assert dict(browser.session.items()) == {"tray": ["a/b"], **ended}


def test_the_end_is_noted_once(browser):
    later(browser, unused=HOUR)
    with lines_of("capframe.security") as lines:
        browser.get("/admin/")
        browser.get("/admin/")
    assert len(lines) == 1
    assert 'session ended who="admin" address="127.0.0.1" path="/admin/" why="unused"' in lines[0]


def test_a_readers_session_is_neither_ended_nor_written(client, django_assert_num_queries):
    session = client.session
    session["tray"] = ["a/b"]
    session[LAST_USED] = session[SIGNED_IN_AT] = 1_800_000_000 - 13 * HOUR
    session.save()
    with django_assert_num_queries(1):
        assert SessionStore(session.session_key)["tray"] == ["a/b"]
    assert ENDED not in SessionStore(session.session_key)


def test_a_session_that_ends_meanwhile_does_not_come_back(browser):
    later(browser, unused=HOUR - 1)
    key = browser.session.session_key
    SessionStore(key).delete()
    assert SessionStore(key).get(SESSION_KEY) is None
    assert not SessionStore(key).exists(key)


def test_pages_are_shown_while_nothing_can_be_written(browser, monkeypatch):
    def refuse(*args, **kwargs):
        raise OperationalError("attempt to write a readonly database")

    for unused, stays in ((HOUR - 1, True), (HOUR, False)):
        later(browser, unused=unused)
        with monkeypatch.context() as refusing:
            refusing.setattr("django.db.models.query.QuerySet.update", refuse)
            assert is_signed_in(browser) is stays
