"""“Restore this version”: what is shown and done; how it is planned is tested in test_versions."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from capframe.base.actions import delete
from capframe.base.saves import one_save
from roles.models import Statement
from tests.factories import make_role_level, make_skill
from tests.plans.back_pages import answer, load, restore_url, text_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def level():
    with one_save():
        return make_role_level({"Duties": ["Audit accounts", "Report findings"]}, title="Senior")


@pytest.fixture
def url(level):
    """Where the first version is restored of a level that was edited since."""
    row = level.history.latest("history_id")
    first, last = level.sections.get().statements.all()
    with one_save():
        first.text = "Audit all accounts"
        first.save()
        delete(entry=last, by=None, reason="")
    with one_save():
        level.location = "Matlock"
        level.save()
    return restore_url(level, row)


def test_it_works(admin_client, level, url):
    page = text_of(admin_client.get(url))
    assert "Restore the version of" in page
    assert "All 3 changes can be made." in page
    response = answer(admin_client, url)
    assert response.url == reverse("admin:roles_rolelevel_history", args=[level.pk])
    level.refresh_from_db()
    assert level.location == ""
    assert list(Statement.objects.values_list("text", flat=True)) == [
        "Audit accounts",
        "Report findings",
    ]
    assert level.history.latest("history_id").history_change_reason.startswith(
        "Restored the version of "
    )


def test_some_of_it_can_be_left(admin_client, level, url):
    form = load(admin_client, url)
    take = [key for key in form.sent["take"] if "location" not in key]
    answer(admin_client, url, form, take=take)
    level.refresh_from_db()
    assert (level.location, Statement.objects.count()) == ("Matlock", 2)


def test_the_current_version_needs_nothing(admin_client):
    with one_save():
        skill = make_skill()
    response = admin_client.get(restore_url(skill, skill.history.get()))
    assert "It is as it was then" in text_of(response)
    assert b'type="submit"' not in response.content.split(b"<h1>")[1]


def test_what_was_saved_between_showing_and_pressing_is_shown_first(admin_client, level, url):
    form = load(admin_client, url)
    with one_save():
        level.location = "Derby"
        level.save()
    response = answer(admin_client, url, form)
    assert response.status_code == 409
    assert "Derby" in text_of(response)
    assert Statement.objects.count() == 1


@pytest.mark.parametrize(
    ("group", "status"),
    [("Viewer", 403), ("Editor", 302), ("Publisher of imports", 302), ("Account manager", 403)],
)
def test_each_group_may_do_what_is_theirs(admin_client, django_user_model, url, group, status):
    form = load(admin_client, url)
    ann = django_user_model.objects.create(username="ann", is_staff=True)
    ann.groups.add(Group.objects.get(name=group))
    admin_client.force_login(ann)
    assert admin_client.post(url, form.sent).status_code == status
