"""While the catalogue is held nobody else changes it, readers go on, and nobody waits crosswise."""

from contextlib import contextmanager
from threading import Event, Thread

import pytest
from django.db import OperationalError, connection, transaction

from capframe.base.parts import lock
from capframe.plans import holding
from capframe.plans.holding import Busy, hold_catalogue
from roles.models import RoleLevel, Statement
from tests.factories import make_role_level

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.usefixtures("groups_come_back"),
]


@contextmanager
def somebody_else(does):
    """Somebody with a connection of their own, who has ended at the end of the block."""
    failures = []

    def run():
        try:
            does()
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    thread = Thread(target=run)
    thread.start()
    try:
        yield thread
    finally:
        thread.join(30)
    assert not thread.is_alive()
    assert failures == []


def save(**values):
    level = RoleLevel.objects.get()
    for name, value in values.items():
        setattr(level, name, value)
    level.save()


def test_it_works():
    make_role_level()
    with hold_catalogue():
        save(code="A1")
    assert RoleLevel.objects.get().code == "A1"


def test_what_fails_meanwhile_is_taken_back():
    make_role_level()

    def fail():
        with hold_catalogue():
            save(code="A1")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()
    assert RoleLevel.objects.get().code == ""


def test_others_save_when_it_ends():
    make_role_level()
    held = hold_catalogue()
    held.__enter__()
    with somebody_else(lambda: save(code="theirs")) as other:
        save(location="ours")
        other.join(0.5)
        assert other.is_alive()
        held.__exit__(None, None, None)
    level = RoleLevel.objects.get()
    assert level.code == "theirs"
    assert level.history.count() == 3


def test_readers_do_not_wait():
    make_role_level(code="before")
    seen = []
    with hold_catalogue():
        save(code="ours")
        with somebody_else(lambda: seen.append(RoleLevel.objects.get().code)):
            pass
    assert seen == ["before"]


def test_it_begins_when_an_edit_has_ended_and_stands_in_nobodys_way():
    make_role_level({"Duties": ["Plan"]})
    begun, go_on = Event(), Event()

    def edit():
        with transaction.atomic():
            lock(RoleLevel.objects.get())
            begun.set()
            go_on.wait(0.5)
            statement = Statement.objects.get()
            statement.text = "Plan ahead"
            statement.save()

    with somebody_else(edit):
        assert begun.wait(30)
        with hold_catalogue():
            assert Statement.objects.get().text == "Plan ahead"


def test_it_gives_up_where_somebody_saves_all_the_time(monkeypatch):
    monkeypatch.setattr(holding, "MOST_SECONDS", 0.1)
    make_role_level()
    begun, tried = Event(), Event()

    def edit():
        with transaction.atomic():
            save(code="theirs")
            begun.set()
            tried.wait(30)

    with somebody_else(edit):
        assert begun.wait(30)
        try:
            with pytest.raises(wait_briefly()), hold_catalogue():
                pass
        finally:
            tried.set()
            connection.close()


def wait_briefly():
    """What is raised here in the end. SQLite waits by itself, for as long as it is told to."""
    if connection.vendor == "postgresql":
        return Busy
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA busy_timeout = 100")
    return OperationalError
