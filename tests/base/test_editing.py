import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.template.loader import render_to_string

from roles.models import Section
from tests.factories import make_role_level

pytestmark = pytest.mark.django_db


def link(entry, user):
    return render_to_string("components/edit_link.html", {"entry": entry, "user": user}).strip()


def test_who_may_edit_gets_a_link(admin_user):
    level = make_role_level()
    assert f'href="/admin/roles/rolelevel/{level.pk}/change/"' in link(level, admin_user)


def test_the_link_says_what_it_edits(admin_user):
    level = make_role_level()
    assert f'Edit<span class="govuk-visually-hidden"> {level}</span>' in link(level, admin_user)


@pytest.mark.parametrize(
    ("staff", "group", "shown"),
    [(True, "Editor", True), (True, "Viewer", False), (False, "Editor", False)],
)
def test_only_staff_who_may_change_it_get_it(staff, group, shown, django_user_model):
    user = django_user_model.objects.create(username="someone", is_staff=staff)
    user.groups.add(Group.objects.get(name=group))
    assert bool(link(make_role_level(), user)) is shown


def test_readers_get_none_without_a_query(django_assert_num_queries):
    level = make_role_level()
    with django_assert_num_queries(0):
        assert link(level, AnonymousUser()) == ""
        assert link(level, None) == ""


def test_a_page_without_a_session_asks_for_none(client, django_assert_max_num_queries):
    level = make_role_level({"Duties": ["Lead"]})
    with django_assert_max_num_queries(6) as queries:
        client.get(level.get_absolute_url())
    assert not [one for one in queries if "session" in one["sql"] or "auth_user" in one["sql"]]
    assert Section.objects.exists()
