"""What would take the order of a role's levels away is said before it is done."""

from html import unescape

import pytest
from django.urls import reverse

from capframe.base.models import Status
from roles.models import Role, RoleLevel
from roles.ordering import OrderFrom
from tests.admin_forms import Fields, edit, load, problems, send
from tests.base.test_admin_actions import act, confirm
from tests.factories import make_grade, make_role, make_role_level, make_source, make_structure

pytestmark = pytest.mark.django_db
LOST = "would no longer be known, and readers would be told so"
ADD = "/admin/roles/rolelevel/add/"


def change_url(entry):
    meta = entry._meta
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[entry.pk])


@pytest.fixture
def numbered():
    """A role whose two levels have numbers."""
    role = make_role(title="Adviser", order_from=OrderFrom.SOURCE)
    for number, title in enumerate(("Junior", "Senior"), start=1):
        make_role_level(role=role, title=title, level_order=number)
    return role


@pytest.fixture
def graded():
    """A role whose two levels have grades of one structure."""
    role = make_role(title="Clerk")
    for title in ("Junior", "Senior"):
        make_role_level(role=role, title=title, grade=make_grade())
    return role


def asks_first(client, url, changes, *, named):
    """Send a form; it must say what is lost, save nothing, and save once that is agreed to."""
    answer = send(client, url, load(client, url), **changes)
    page = unescape(answer.content.decode())
    assert answer.status_code == 200
    assert LOST in page
    assert f"give {named} a level order" in page
    fields = Fields(answer.content.decode()).values
    assert "agreed_to" not in fields  # a box that is not ticked
    assert send(client, url, fields).status_code == 200
    ticked = {"agreed_to": answer.context["adminform"].form.agreement}
    answer = send(client, url, fields | ticked)
    assert answer.status_code == 302, problems(answer)


def new_level(client, role, **values):
    fields = load(client, ADD) | {"role": str(role.pk), "title": "Chief", "slug": "chief"}
    return fields | {"source": str(make_source().pk), "place": "Page 1", **values}


def test_adding_a_published_level_without_a_place(numbered, admin_client):
    changes = new_level(admin_client, numbered, status="published")
    asks_first(admin_client, ADD, changes, named="“Chief”")
    assert RoleLevel.objects.published().places() == {numbered.pk: None}


@pytest.mark.parametrize("values", [{"status": "draft"}, {"status": "published", "level_order": 3}])
def test_adding_a_draft_or_a_level_with_a_place_asks_nothing(numbered, admin_client, values):
    answer = send(admin_client, ADD, new_level(admin_client, numbered, **values))
    assert answer.status_code == 302, problems(answer)


def test_publishing_a_draft_without_a_place(numbered, admin_client):
    draft = make_role_level(role=numbered, title="Chief", status=Status.DRAFT)
    asks_first(admin_client, change_url(draft), {"status": "published"}, named="“Chief”")


def test_clearing_a_grade(graded, admin_client):
    senior = graded.levels.get(title="Senior")
    asks_first(admin_client, change_url(senior), {"grade": ""}, named="“Senior”")


def test_clearing_a_number(numbered, admin_client):
    senior = numbered.levels.get(title="Senior")
    asks_first(admin_client, change_url(senior), {"level_order": ""}, named="“Senior”")


def test_moving_a_level_to_another_structure(graded, admin_client):
    other = make_grade(structure=make_structure())
    senior = graded.levels.get(title="Senior")
    asks_first(admin_client, change_url(senior), {"grade": str(other.pk)}, named="“Senior”")


def test_moving_a_grade_to_another_structure(graded, admin_client):
    grade = graded.levels.get(title="Senior").grade
    changes = {"structure": str(make_structure().pk), "reason": "As agreed"}
    asks_first(admin_client, change_url(grade), changes, named="“Senior”")


def test_what_changes_no_place_asks_nothing(numbered, graded, admin_client):
    senior = graded.levels.get(title="Senior")
    edit(admin_client, change_url(senior), title="Chief")
    edit(admin_client, change_url(senior.grade), title="Another")


def test_publishing_many_asks_on_a_page_of_its_own(numbered, admin_client, admin_user):
    drafts = [
        make_role_level(role=numbered, title=title, status=Status.DRAFT) for title in ("A", "B")
    ]
    page = act(admin_client, "publish", *drafts, reason="Agreed").content.decode()
    assert LOST in unescape(page)
    assert "Publish 2 role levels?" in page
    assert RoleLevel.objects.filter(status=Status.DRAFT).count() == 2
    page = confirm(admin_client, "publish", *drafts)
    assert "2 role levels changed to Published." in page.content.decode()
    newest = drafts[0].history.first()
    assert (newest.history_user, newest.history_change_reason) == (admin_user, "Agreed")


def test_what_was_agreed_to_must_be_what_is_lost(numbered, admin_client):
    draft = make_role_level(role=numbered, title="A", status=Status.DRAFT)
    page = confirm(admin_client, "publish", draft, seen="made-up").content.decode()
    assert LOST in unescape(page)
    draft.refresh_from_db()
    assert draft.status == Status.DRAFT


@pytest.mark.parametrize("action", ["withdraw", "back_to_draft"])
def test_taking_levels_away_leaves_the_others_in_order(numbered, admin_client, action):
    page = confirm(admin_client, action, numbered.levels.first()).content.decode()
    assert "1 role level changed to" in page


def test_editors_state_an_order_in_which_they_gave_another_number(numbered, admin_client):
    senior = numbered.levels.get(title="Senior")
    edit(admin_client, change_url(senior), level_order="3", reason="As agreed")
    numbered.refresh_from_db()
    assert numbered.order_from == OrderFrom.EDITORS
    assert numbered.history.first().history_change_reason == "As agreed"


def test_a_level_that_keeps_its_number_changes_nothing_about_its_role(numbered, admin_client):
    edit(admin_client, change_url(numbered.levels.get(title="Senior")), location="Leeds")
    numbered.refresh_from_db()
    assert (numbered.order_from, numbered.history.count()) == (OrderFrom.SOURCE, 1)


def test_nobody_states_an_order_without_numbers(graded, admin_client):
    url = change_url(graded)
    answer = send(admin_client, url, load(admin_client, url), order_from="source")
    assert "No level of the role has a number yet." in unescape(answer.content.decode())
    assert Role.objects.get().order_from == ""
