"""Guessing is slowed; nobody is locked out by somebody else, other than for a while."""

from datetime import timedelta
from math import ceil

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.db.models import F
from django.test import Client

from tests.capframe.security.lines import lines_of

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"
HERE, ELSEWHERE = "192.0.2.1", "198.51.100.7"


@pytest.fixture
def somebody():
    return make_account("somebody")


def make_account(name):
    return User.objects.create_user(name, f"{name}@example.org", PASSWORD, is_staff=True)


def attempt(name="somebody", password="wrong", *, address=HERE, browser=None):
    sent = {"username": name, "password": password}
    return (browser or Client()).post("/admin/login/", sent, REMOTE_ADDR=address)


def fail(number, **where):
    return [attempt(**where).status_code for _ in range(number)]


def pass_minutes(minutes):
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(minutes=minutes))


def succeeds(**where):
    return attempt(password=PASSWORD, **where).status_code == 302


def test_five_failures_of_an_account_at_an_address(somebody):
    assert fail(5) == [200, 200, 200, 200, 429]
    assert not succeeds()
    assert succeeds(address=ELSEWHERE)


def test_another_account_at_the_address_is_not_held_up(somebody):
    make_account("other")
    fail(6)
    assert succeeds(name="other")


def test_the_page_says_how_long_and_what_else_to_do(somebody):
    fail(5)
    pass_minutes(5)
    answer = attempt(password=PASSWORD)
    assert answer.status_code == 429
    seconds = int(answer["Retry-After"])
    assert 0 < seconds <= 600
    assert f"for {ceil(seconds / 60)} minutes; then try again" in answer.text
    assert "/admin/password_reset/" in answer.text
    assert "no-store" in answer["Cache-Control"]


def test_the_cool_off_ends_whatever_is_tried_meanwhile(somebody):
    fail(5)
    pass_minutes(8)
    assert fail(20) == [429] * 20
    pass_minutes(7)
    assert succeeds()


def test_signing_in_forgets_the_failures_here(somebody):
    fail(4)
    assert succeeds()
    assert fail(4) == [200] * 4


def test_an_account_is_braked_wherever_it_is_tried(somebody):
    answers = [attempt(address=f"198.51.100.{i}").status_code for i in range(50)]
    assert answers == [200] * 49 + [429]
    assert not succeeds(address="203.0.113.1")
    pass_minutes(15)
    assert succeeds(address="203.0.113.1")


def test_an_address_is_braked_whatever_account_is_tried(somebody):
    answers = [attempt(name=f"name{i}").status_code for i in range(50)]
    assert answers == [200] * 49 + [429]
    assert not succeeds()
    assert succeeds(address=ELSEWHERE)


def test_an_account_of_ones_own_does_not_free_ones_address(somebody):
    make_account("guesser")
    for i in range(49):
        attempt(name=f"name{i}")
    assert succeeds(name="guesser")
    assert attempt(name="another").status_code == 429


def test_who_signed_in_before_in_this_browser_is_held_up_by_nobody_else(somebody):
    own = Client()
    assert succeeds(browser=own)
    own.post("/admin/logout/")
    fail(6)
    for i in range(50):
        attempt(address=f"198.51.100.{i}")
        attempt(name=f"name{i}")
    assert not succeeds()
    assert succeeds(browser=own)


def test_a_known_browser_guesses_no_faster(somebody):
    own = Client()
    assert succeeds(browser=own)
    own.post("/admin/logout/")
    assert fail(5, browser=own) == [200, 200, 200, 200, 429]
    assert fail(1, browser=own, address=ELSEWHERE) == [429]
    pass_minutes(15)
    assert succeeds(browser=own)


def test_a_browser_is_known_to_one_account(somebody):
    make_account("guesser")
    guesser = Client()
    assert succeeds(name="guesser", browser=guesser)
    guesser.post("/admin/logout/")
    fail(5, browser=guesser)
    assert not succeeds()


def test_a_forged_mark_is_none(somebody, settings):
    forger = Client()
    forger.cookies[settings.KNOWN_BROWSER_COOKIE] = "a:b:c"
    assert fail(5, browser=forger)[-1] == 429


def test_the_mark_is_for_the_server_alone_and_names_nobody(somebody, settings):
    own = Client()
    attempt(password=PASSWORD, browser=own)
    cookie = own.cookies[settings.KNOWN_BROWSER_COOKIE]
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/")
    assert "somebody" not in cookie.value


def test_other_browsers_at_the_address_share_one_count(somebody):
    for i in range(5):
        Client(headers={"user-agent": f"browser {i}"}).post(
            "/admin/login/", {"username": "somebody", "password": "x"}, REMOTE_ADDR=HERE
        )
    assert not succeeds()


def test_the_addresses_of_one_network_of_ipv6_share_one_count(somebody):
    for i in range(5):
        attempt(address=f"2001:db8::{i}")
    assert not succeeds(address="2001:db8::ffff")
    assert succeeds(address="2001:db8:0:1::1")


def test_a_server_without_addresses_brakes_the_account(somebody):
    assert fail(5, address="")[-1] == 429


def test_what_is_kept_of_a_failure_holds_no_password(somebody):
    attempt(password="a secret slip")
    kept = AccessAttempt.objects.values().get()
    assert not [value for value in kept.values() if "a secret slip" in str(value)]


def test_a_braked_attempt_is_noted_as_such(somebody):
    fail(5)
    with lines_of("capframe.security") as lines:
        attempt(password=PASSWORD)
    assert len(lines) == 1
    assert 'sign-in failed who="somebody"' in lines[0]
    assert lines[0].endswith('braked="True"')


@pytest.mark.parametrize("name", ["", "x" * 10_000, "a\x00b", "\u202e", "' OR 1=1 --"])
def test_any_name_gets_an_answer(name):
    assert attempt(name=name).status_code == 200
