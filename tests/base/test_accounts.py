"""Whoever looks after accounts is no superuser, and makes none."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse

pytestmark = pytest.mark.django_db
PASSWORD = "correct horse battery"
RIGHTS = ("is_superuser", "user_permissions")


@pytest.fixture
def manager(client):
    user = User.objects.create_user("manager", is_staff=True)
    user.groups.add(Group.objects.get(name="Account manager"))
    client.force_login(user)
    return user


@pytest.fixture
def person():
    return User.objects.create_user("person", password=PASSWORD)


def page_of(user, name="change"):
    return reverse(f"admin:auth_user_{name}", args=[user.pk])


def sent_for(user, **values):
    joined = user.date_joined
    sent = {"username": user.username, "is_active": "on"}
    sent |= {"date_joined_0": joined.date().isoformat(), "date_joined_1": f"{joined:%H:%M:%S}"}
    return sent | values


def test_a_manager_makes_an_account(client, manager):
    passwords = {"usable_password": "true", "password1": PASSWORD, "password2": PASSWORD}
    answer = client.post(reverse("admin:auth_user_add"), {"username": "new", **passwords})
    made = User.objects.get(username="new")
    assert answer["Location"] == page_of(made)
    assert made.check_password(PASSWORD)


def test_a_manager_says_who_is_in_a_group_and_active(client, manager, person):
    editors = Group.objects.get(name="Editor")
    sent = sent_for(person, is_staff="on", groups=editors.pk)
    assert client.post(page_of(person), sent).status_code == 302
    person.refresh_from_db()
    assert (person.is_staff, person.groups.get()) == (True, editors)
    client.post(page_of(person), {**sent_for(person), "is_active": ""})
    assert not User.objects.get(pk=person.pk).is_active


def test_a_manager_gives_a_new_password(client, manager, person):
    sent = {"usable_password": "true", "password1": PASSWORD * 2, "password2": PASSWORD * 2}
    assert client.post(page_of(person, "password_change"), sent).status_code == 302
    assert User.objects.get(pk=person.pk).check_password(PASSWORD * 2)


def test_a_manager_makes_nobody_a_superuser(client, manager, person):
    text = client.get(page_of(person)).text
    assert not any(f'name="{name}"' in text for name in RIGHTS)
    permission = Permission.objects.get(codename="delete_user")
    sent = sent_for(person, is_superuser="on", user_permissions=permission.pk)
    assert client.post(page_of(person), sent).status_code == 302
    person = User.objects.get(pk=person.pk)
    assert (person.is_superuser, person.user_permissions.count()) == (False, 0)


def test_a_manager_changes_no_right_of_their_own(client, manager):
    text = client.get(page_of(manager)).text
    assert not any(f'name="{name}"' in text for name in ("is_staff", "groups"))
    sent = sent_for(manager, groups=Group.objects.get(name="Editor").pk, first_name="Ada")
    assert client.post(page_of(manager), sent).status_code == 302
    manager = User.objects.get(pk=manager.pk)
    assert (manager.first_name, manager.is_staff, manager.is_active) == ("Ada", True, True)
    assert [group.name for group in manager.groups.all()] == ["Account manager"]


@pytest.mark.parametrize("page", ["change", "password_change", "delete"])
def test_a_manager_changes_no_superuser(client, manager, page):
    superuser = User.objects.create_superuser("above", password=PASSWORD)
    sent = sent_for(superuser, password1=PASSWORD * 2, password2=PASSWORD * 2, post="yes")
    assert client.post(page_of(superuser, page), sent).status_code == 403
    assert User.objects.get(pk=superuser.pk).check_password(PASSWORD)


def test_a_superuser_gives_every_right(admin_client, person):
    text = admin_client.get(page_of(person)).text
    assert all(f'name="{name}"' in text for name in RIGHTS)
    admin_client.post(page_of(person), sent_for(person, is_superuser="on"))
    assert User.objects.get(pk=person.pk).is_superuser
