"""A new password by mail, for whoever reads the account's mail and for nobody else."""

import re
import threading

import pytest
from django.contrib.auth.models import User
from django.core.cache import cache
from django.test import Client

from capframe.security.password_reset import MAIL

pytestmark = pytest.mark.django_db

NEW = "battery staple 9"


@pytest.fixture(autouse=True)
def fresh_cache():
    cache.clear()


@pytest.fixture
def somebody():
    return User.objects.create_user("somebody", "me@example.org", "old password", is_staff=True)


def ask(address="me@example.org", browser=None):
    answer = (browser or Client()).post("/admin/password_reset/", {"email": address})
    for thread in threading.enumerate():
        if thread.name == MAIL:
            thread.join()
    return answer


def link_in(mail):
    return re.search(r"http://(\S+?)(/admin/password_reset/\S+)", mail.body).groups()


def set_password(browser, link, password=NEW):
    form = browser.get(link, follow=True)
    assert form.request["PATH_INFO"].endswith("/set-password/")
    return browser.post(
        form.request["PATH_INFO"], {"new_password1": password, "new_password2": password}
    )


def test_the_sign_in_page_leads_to_it(client):
    assert "/admin/password_reset/" in client.get("/admin/login/").text


def test_a_new_password_by_mail(somebody, mailoutbox):
    browser = Client()
    assert ask(browser=browser)["Location"] == "/admin/password_reset/done/"
    assert browser.get("/admin/password_reset/done/").status_code == 200
    host, link = link_in(mailoutbox[0])
    assert (host, mailoutbox[0].to) == ("testserver", ["me@example.org"])
    assert set_password(browser, link)["Location"] == "/admin/password_reset/complete/"
    assert browser.get("/admin/password_reset/complete/").status_code == 200
    somebody.refresh_from_db()
    assert somebody.check_password(NEW)


@pytest.mark.parametrize("address", ["me@example.org", "nobody@example.org"])
def test_the_answer_is_the_same_without_an_account(somebody, mailoutbox, address):
    answer = ask(address)
    assert (answer.status_code, answer["Location"]) == (302, "/admin/password_reset/done/")
    assert len(mailoutbox) == (address == "me@example.org")


def test_a_link_works_once(somebody, mailoutbox):
    ask()
    _, link = link_in(mailoutbox[0])
    set_password(Client(), link)
    assert "invalid" in Client().get(link, follow=True).text


def test_the_token_is_in_no_address_of_a_page(somebody, mailoutbox):
    ask()
    _, link = link_in(mailoutbox[0])
    answer = Client().get(link)
    token = link.rstrip("/").rpartition("/")[2]
    assert token not in answer["Location"]
    assert answer["Referrer-Policy"] == "same-origin"
    assert "no-store" in answer["Cache-Control"]


def test_a_password_that_is_too_plain_is_refused(somebody, mailoutbox):
    ask()
    answer = set_password(Client(), link_in(mailoutbox[0])[1], "password")
    assert answer.status_code == 200
    assert "too common" in answer.text


def test_nobody_fills_somebodys_mailbox(somebody, mailoutbox):
    for _ in range(3):
        assert ask().status_code == 302
    assert len(mailoutbox) == 1


def test_whoever_sets_a_password_can_sign_in_at_once(somebody, mailoutbox):
    sent = {"username": "somebody", "password": "wrong"}
    for _ in range(5):
        answer = Client().post("/admin/login/", sent)
    assert answer.status_code == 429
    ask()
    own = Client()
    set_password(own, link_in(mailoutbox[0])[1])
    sent["password"] = NEW
    assert Client().post("/admin/login/", sent).status_code == 429
    assert own.post("/admin/login/", sent).status_code == 302


def test_other_sessions_end_with_the_old_password(somebody, mailoutbox):
    elsewhere = Client()
    elsewhere.force_login(somebody)
    ask()
    set_password(Client(), link_in(mailoutbox[0])[1])
    assert elsewhere.get("/admin/").status_code == 302
