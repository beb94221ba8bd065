"""Who signed in, who was refused, and who may do what from now on: each is a line."""

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.core.management import call_command
from django.test import Client

from tests.capframe.security.lines import lines_of

pytestmark = pytest.mark.django_db

PASSWORD = "correct horse battery"


@pytest.fixture
def somebody():
    return User.objects.create_user("somebody", "somebody@example.org", PASSWORD, is_staff=True)


@pytest.fixture
def administrator(admin_user):
    client = Client()
    client.force_login(admin_user)
    return client


@pytest.fixture
def said(django_capture_on_commit_callbacks):
    """A function that calls another and gives the security log of it, after the commit."""

    def say(function, *args, **kwargs):
        kept = django_capture_on_commit_callbacks(execute=True)
        with lines_of("capframe.security") as lines, kept:
            answer = function(*args, **kwargs)
        if number := getattr(answer, "headers", {}).get("X-Request-ID"):
            assert all(f" request={number} " in line for line in lines)
        return [line.split(" ", 4)[4] for line in lines]

    return say


def sign_in(client, name="somebody", password=PASSWORD):
    return client.post("/admin/login/", {"username": name, "password": password})


def test_signing_in_and_out(client, somebody, said):
    where = 'who="somebody" address="127.0.0.1"'
    assert said(sign_in, client) == [f'signed in {where} path="/admin/login/"']
    assert said(client.post, "/admin/logout/") == [f'signed out {where} path="/admin/logout/"']


def test_a_wrong_password_is_noted_and_never_said(client, somebody, said):
    lines = said(sign_in, client, password="wrong horse")
    where = 'address="127.0.0.1" path="/admin/login/"'
    assert lines == [f'sign-in failed who="somebody" {where} braked="False"']


def test_a_name_forges_no_line(client, said):
    lines = said(sign_in, client, name='x" signed in\r\nroot\u202e')
    assert len(lines) == 1
    assert lines[0].startswith(r'sign-in failed who="x\" signed in\r\nroot\u202e" address=')


def test_a_denied_permission(client, somebody, said):
    client.force_login(somebody)
    lines = said(client.get, "/admin/roles/rolelevel/")
    place = 'who="somebody" address="127.0.0.1" path="/admin/roles/rolelevel/"'
    assert lines == [f'permission denied {place} method="GET"']


def test_who_is_no_member_of_staff_is_denied_the_admin(client, somebody, said):
    User.objects.update(is_staff=False)
    client.force_login(somebody)
    place = 'who="somebody" address="127.0.0.1" path="/admin/"'
    assert said(client.get, "/admin/") == [f'permission denied {place} method="GET"']


def test_who_has_yet_to_sign_in_is_denied_nothing(client, said):
    assert said(client.get, "/admin/") == []


def test_a_form_without_its_token_is_denied(said):
    browser = Client(enforce_csrf_checks=True)
    lines = said(browser.post, "/admin/login/", {"username": "x"})
    assert lines == [
        'permission denied who="" address="127.0.0.1" path="/admin/login/" method="POST"'
    ]


def changed(user, **values):
    """The form of an account in the admin, sent with these values."""
    fields = {name: getattr(user, name) for name in ("username", "email")}
    fields |= {"date_joined_0": "2026-01-01", "date_joined_1": "10:00", "is_active": "on"}
    fields |= {"is_staff": "on"}
    return f"/admin/auth/user/{user.pk}/change/", fields | values


def test_a_change_of_rights_in_the_admin(administrator, somebody, said):
    editor = Group.objects.get(name="Editor")
    sent = changed(somebody, groups=[editor.pk], is_superuser="on", email="else@example.org")
    by = f'who="admin" address="127.0.0.1" path="{sent[0]}"'
    account = 'account="somebody" field'
    assert said(administrator.post, *sent) == [
        f'account changed {by} {account}="email" old="somebody@example.org" new="else@example.org"',
        f'account changed {by} {account}="is_superuser" old="False" new="True"',
        f'rights changed {by} holder="user somebody" got="group Editor"',
    ]
    somebody.refresh_from_db()
    assert said(administrator.post, *changed(somebody, is_superuser="on")) == [
        f'rights changed {by} holder="user somebody" lost="group Editor"'
    ]


def test_a_change_of_a_groups_permissions(administrator, said):
    group = Group.objects.create(name="Some")
    permission = Permission.objects.get(codename="add_group")
    path = f"/admin/auth/group/{group.pk}/change/"
    lines = said(administrator.post, path, {"name": "Some", "permissions": [permission.pk]})
    by = f'who="admin" address="127.0.0.1" path="{path}"'
    assert lines == [f'rights changed {by} holder="group Some" got="permission auth.add_group"']


def test_what_is_not_kept_is_not_noted(somebody, said):
    somebody.is_superuser = True
    with lines_of("capframe.security") as lines:
        somebody.save()
    assert lines == []


def test_a_password_set_by_somebody_else(administrator, somebody, said):
    path = f"/admin/auth/user/{somebody.pk}/password/"
    new = {"password1": "battery staple 9", "password2": "battery staple 9"}
    lines = said(administrator.post, path, new | {"usable_password": "true"})
    by = f'who="admin" address="127.0.0.1" path="{path}"'
    assert lines == [f'password changed {by} account="somebody"']


def test_a_password_stored_anew_is_no_change(client, somebody, settings, said):
    hasher = "django.contrib.auth.hashers.ScryptPasswordHasher"
    settings.PASSWORD_HASHERS = [hasher, *settings.PASSWORD_HASHERS]
    lines = said(sign_in, client)
    assert User.objects.get().password.startswith("scrypt")
    assert [line.split(" who")[0] for line in lines] == ["signed in"]


def test_a_new_account_and_its_end(administrator, said):
    values = {"username": "new", "usable_password": "true"}
    values |= dict.fromkeys(("password1", "password2"), "battery staple 9")
    path = "/admin/auth/user/add/"
    by = f'who="admin" address="127.0.0.1" path="{path}"'
    assert said(administrator.post, path, values) == [
        f'account made {by} account="new" is_staff="False" is_superuser="False"'
    ]
    path = f"/admin/auth/user/{User.objects.get(username='new').pk}/delete/"
    by = f'who="admin" address="127.0.0.1" path="{path}"'
    assert said(administrator.post, path, {"post": "yes"}) == [f'deleted {by} what="user new"']


def test_an_administrator_made_by_a_command(monkeypatch, said):
    monkeypatch.setenv("DJANGO_SUPERUSER_PASSWORD", PASSWORD)
    make = ("createsuperuser", "--no-input", "--username=root", "--email=a@b.uk", "-v0")
    assert said(call_command, *make) == [
        'account made who="" address="" path="" account="root" is_staff="True" is_superuser="True"'
    ]


def test_both_ends_of_a_membership_say_the_same(somebody, said):
    group = Group.objects.create(name="Some")
    nobody = 'who="" address="" path=""'
    line = f'rights changed {nobody} holder="user somebody" {{}}="group Some"'
    assert said(group.user_set.add, somebody) == [line.format("got")]
    assert said(somebody.groups.remove, group) == [line.format("lost")]
    everything = f'rights changed {nobody} lost="every permission" holder="group Some"'
    assert said(group.permissions.clear) == [everything]


def test_signing_in_asks_nothing_more_of_the_account(somebody, django_assert_num_queries):
    with django_assert_num_queries(1):
        somebody.save(update_fields=["last_login"])
