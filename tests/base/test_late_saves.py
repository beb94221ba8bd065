"""A form is checked before SQLite's lock is taken; who saves meanwhile is merged with."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.urls import reverse

from skills.models import Skill
from tests.admin_forms import edit, load, problems, send
from tests.factories import make_skill

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("groups_come_back"),
    pytest.mark.skipif(connection.vendor != "sqlite", reason="PostgreSQL locks rows"),
]


@pytest.fixture
def other(django_user_model):
    """Somebody else, signed in."""
    user = {"username": "ann", "first_name": "Ann", "last_name": "Other"}
    client = Client()
    client.force_login(django_user_model.objects.create(**user, is_staff=True, is_superuser=True))
    return client


@pytest.fixture
def while_checked(monkeypatch):
    """Has things done, one each time that a skill's form is checked. Gives what is still to do."""
    to_do, validate = [], Skill.clean

    def clean(self):
        if to_do:
            to_do.pop(0)()
        validate(self)

    monkeypatch.setattr(Skill, "clean", clean)
    return to_do


def form_of(skill):
    return reverse("admin:skills_skill_change", args=[skill.pk])


def said_after(response):
    return [str(message) for message in get_messages(response.wsgi_request)]


def beside(act, *args, **kwargs):
    """Do it with a connection of its own."""

    def act_and_close():
        try:
            return act(*args, **kwargs)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        return threads.submit(act_and_close).result()


def test_who_saves_while_a_form_is_checked_is_merged_with(admin_client, other, while_checked):
    skill = make_skill(title="Audit")
    url = form_of(skill)
    fields = load(admin_client, url)
    while_checked.append(lambda: beside(edit, other, url, place="Page 9"))
    response = send(admin_client, url, fields, title="Auditing")
    assert response.status_code == 302, problems(response)
    skill.refresh_from_db()
    assert (skill.title, skill.place) == ("Auditing", "Page 9")
    said = said_after(response)
    assert (
        said.count("Ann Other saved this while you were editing. What both of you changed is kept.")
        == 1
    )
    assert len(said) == 2
    assert [row.title for row in skill.history.order_by("history_id")] == [
        "Audit",
        "Audit",
        "Auditing",
    ]
    assert LogEntry.objects.count() == 2


def test_who_saves_the_same_meanwhile_is_asked_about(admin_client, other, while_checked):
    skill = make_skill(title="Audit of old")
    url = form_of(skill)
    fields = load(admin_client, url)
    while_checked.append(lambda: beside(edit, other, url, title="Theirs of old"))
    response = send(admin_client, url, fields, title="Mine of old")
    assert response.status_code == 200
    assert "<h1>Ann Other saved this while you were editing</h1>" in response.content.decode()
    skill.refresh_from_db()
    assert skill.title == "Theirs of old"


def test_where_the_lock_is_taken_it_begins_again_and_says_everything_once(
    admin_client, while_checked
):
    skill = make_skill(title="Audit")
    url = form_of(skill)
    fields = load(admin_client, url)
    with closing(sqlite3.connect(connection.settings_dict["NAME"], timeout=0)) as writer:
        # What is taken out is said before the first write, which is of the admin's own log.
        while_checked.extend([lambda: writer.execute("BEGIN IMMEDIATE"), writer.rollback])
        response = send(admin_client, url, fields, title="Au\u200bdit")
    assert response.status_code == 302, problems(response)
    assert while_checked == []
    assert LogEntry.objects.count() == 1
    said = said_after(response)
    assert len(said) == len(set(said)) == 2
