"""“Order of levels”: one page of the admin for a family."""

import re
from html import unescape

import pytest
from django.contrib.auth.models import Group, Permission, User
from django.urls import reverse

from capframe.base.models import Status
from capframe.plans.models import UnpublishedChange
from roles.models import Role, RoleLevel
from roles.ordering import OrderFrom
from tests.admin_forms import Fields
from tests.factories import make_family, make_grade, make_role, make_role_level, make_structure
from tests.pages import squeezed

pytestmark = pytest.mark.django_db
EDITORS = OrderFrom.EDITORS.value


@pytest.fixture
def family():
    return make_family(title="Software")


@pytest.fixture
def role(family):
    """A role of three levels without an order."""
    role = make_role(title="Developer", family=family)
    for title in ("Developer", "Junior", "Senior"):
        make_role_level(role=role, title=title)
    return role


def url(family, page="order"):
    return reverse(f"admin:roles_jobfamily_{page}", args=[family.pk])


def level(title):
    return RoleLevel.objects.get(title=title)


def numbers(**titles):
    """The fields of the levels of these titles."""
    return {f"number-{level(title).pk}": str(number) for title, number in titles.items()}


def load(client, family):
    return Fields(client.get(url(family)).content.decode()).values


def send(client, family, **changes):
    return client.post(url(family), load(client, family) | changes)


def said(response):
    return squeezed(unescape(response.content.decode()))


def state():
    levels = dict(RoleLevel.objects.values_list("title", "level_order"))
    return levels, Role.objects.get(title="Developer").order_from


def test_it_works(role, admin_client, admin_user):
    titles = numbers(Junior=1, Developer=2, Senior=2)
    answer = send(admin_client, role.family, **titles, reason="As agreed")
    assert answer.status_code == 302, said(answer)
    assert state() == ({"Junior": 1, "Developer": 2, "Senior": 2}, EDITORS)
    assert "The order of the levels of 1 role is saved." in said(
        admin_client.get(answer["Location"])
    )
    for entry in (role, level("Junior")):
        row = entry.history.first()
        assert (row.history_user, row.history_change_reason) == (admin_user, "As agreed")


def test_the_source_states_an_order_where_an_editor_says_so(role, admin_client):
    page = said(admin_client.get(url(role.family)))
    assert f"The source: {role.source.title}, Page 1" in page
    who = {f"who-{role.pk}": "source"}
    send(admin_client, role.family, **numbers(Junior=1, Developer=2, Senior=3), **who)
    assert state()[1] == "source"


def test_what_is_unordered_comes_first(role, admin_client):
    other = make_role(title="Analyst", family=role.family)
    for number in (1, 2):
        make_role_level(role=other, level_order=number)
    page = said(admin_client.get(url(role.family)))
    headings = re.findall(r"<h2 id=\"role-\d+-title\">\s*(.*?)\s*</h2>", page)
    assert headings == ["Developer: order not known", "Analyst: in order"]
    assert "The order of the levels of 1 of 2 roles with several levels is not known." in page


def test_grades_need_no_number(family, admin_client):
    role = make_role(title="Developer", family=family)
    low, high = make_grade(), make_grade()
    for title, grade in (("A", low), ("B", high), ("C", high)):
        make_role_level(role=role, title=title, grade=grade)
    fields = load(admin_client, family)
    assert f"number-{level('A').pk}" not in fields
    send(admin_client, family, **numbers(B=2, C=1))
    assert state() == ({"A": None, "B": 2, "C": 1}, EDITORS)
    assert "in order by grade" not in said(admin_client.get(url(family)))


def test_nothing_is_asked_where_grades_order_every_level(family, admin_client):
    role = make_role(title="Developer", family=family)
    for title in ("A", "B"):
        make_role_level(role=role, title=title, grade=make_grade())
    answer = admin_client.get(url(family))
    assert "in order by grade" in said(answer)
    assert 'name="save"' not in answer.text


def test_grades_of_two_structures_do(family, admin_client):
    role = make_role(title="Developer", family=family)
    for title in ("A", "B"):
        make_role_level(role=role, title=title, grade=make_grade(structure=make_structure()))
    send(admin_client, family, **numbers(A=2, B=1))
    assert state()[0] == {"A": 2, "B": 1}


def test_drafts_may_be_left_without_a_number_and_withdrawn_levels_are_not_shown(role, admin_client):
    RoleLevel.objects.filter(title="Senior").update(status=Status.DRAFT)
    RoleLevel.objects.filter(title="Developer").update(status=Status.WITHDRAWN)
    make_role_level(role=role, title="Lead")
    fields = load(admin_client, role.family)
    assert f"number-{level('Developer').pk}" not in fields
    answer = send(admin_client, role.family, **numbers(Junior=1, Lead=2))
    assert answer.status_code == 302, said(answer)


def test_a_button_moves_a_level_and_saves_nothing(role, admin_client):
    typed = numbers(Junior=1, Senior=2) | {"reason": "Typed"}
    answer = send(admin_client, role.family, **typed, up=str(level("Senior").pk))
    fields = Fields(answer.content.decode()).values
    assert "Nothing is saved yet" in said(answer)
    assert fields["reason"] == "Typed"
    assert {name: fields[name] for name in typed if "number" in name} == numbers(Junior=2, Senior=1)
    assert state() == (dict.fromkeys(["Developer", "Junior", "Senior"]), "")
    assert admin_client.post(url(role.family), fields | numbers(Developer=3)).status_code == 302
    assert state()[0] == {"Senior": 1, "Junior": 2, "Developer": 3}


def test_sorting_shows_what_was_typed(role, admin_client):
    answer = send(admin_client, role.family, **numbers(Senior=1, Junior="x"), sort="yes")
    page = said(answer)
    assert page.index(">Senior</label>") < page.index(">Developer</label>")
    assert 'value="x"' in page


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"Junior": 1, "Senior": 2}, "Give each published level a number, or none of them"),
        ({"Junior": "one"}, "Write a whole number from 1, the most junior."),
        ({"Junior": 0}, "greater than or equal to 1"),
        ({"Junior": 32768}, "less than or equal to 32767"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_saved(role, admin_client, changes, words):
    answer = send(admin_client, role.family, **numbers(**changes))
    assert answer.status_code == 200
    assert words in said(answer)
    assert state() == (dict.fromkeys(["Developer", "Junior", "Senior"]), "")


def test_an_order_that_nobody_states_is_refused(role, admin_client):
    titles = numbers(Junior=1, Developer=2, Senior=3)
    answer = send(admin_client, role.family, **titles, **{f"who-{role.pk}": ""})
    assert "Say who states this order." in said(answer)


def test_taking_an_order_away_is_asked_first(role, admin_client):
    send(admin_client, role.family, **numbers(Junior=1, Developer=2, Senior=3))
    fields = load(admin_client, role.family) | numbers(Junior="", Developer="", Senior="")
    answer = admin_client.post(url(role.family), fields)
    assert "would no longer be known" in said(answer)
    assert state()[1] == EDITORS
    agreed = {"agreed_to": answer.context["form"].agreement}
    assert admin_client.post(url(role.family), fields | agreed).status_code == 302
    assert state() == (dict.fromkeys(["Developer", "Junior", "Senior"]), "")


def test_what_somebody_changed_meanwhile_is_not_overwritten(role, admin_client):
    fields = load(admin_client, role.family) | numbers(Junior=1, Developer=2, Senior=3)
    level("Senior").save()
    answer = admin_client.post(url(role.family), fields)
    assert "Somebody changed the levels of this family" in said(answer)
    assert state()[1] == ""


def test_a_role_in_which_nothing_changes_has_no_new_history(role, admin_client):
    assert "Nothing changed." in said(
        admin_client.post(url(role.family), load(admin_client, role.family), follow=True)
    )
    assert role.history.count() == 1


def test_an_order_is_kept_unpublished_by_who_may_not_save_it(role, family, client):
    user = User.objects.create(username="preparer", is_staff=True)
    user.groups.add(Group.objects.get(name="Preparer"))
    client.force_login(user)
    order = numbers(Junior=1, Developer=2, Senior=3) | {f"who-{role.pk}": EDITORS}
    before = state()
    assert send(client, family, **order, reason="By grade").status_code == 403
    assert send(client, family, **order, reason="By grade", _keep="Keep").status_code == 302
    assert state() == before
    assert UnpublishedChange.objects.get().title == "By grade"


def test_its_file_is_downloaded(role, admin_client):
    answer = admin_client.get(url(role.family, "order_file"))
    assert answer.content.decode("utf-8-sig").splitlines()[:2] == [
        "job_family,role,level,level_order",
        "Software,Developer,Developer,",
    ]
    assert "software-order.csv" in answer["Content-Disposition"]


def test_the_familys_page_links_to_it_for_those_who_may(role, admin_client, client):
    change = reverse("admin:roles_jobfamily_change", args=[role.family.pk])
    assert url(role.family) in admin_client.get(change).content.decode()
    user = User.objects.create(username="half", is_staff=True)
    user.groups.add(Group.objects.get(name="Viewer"))
    user.user_permissions.add(Permission.objects.get(codename="change_rolelevel"))
    client.force_login(user)
    assert url(role.family) not in client.get(change).content.decode()
    assert client.get(url(role.family)).status_code == 403


def test_a_family_that_is_not_there_leads_to_the_list(admin_client):
    for pk in ("999", "x"):
        address = reverse("admin:roles_jobfamily_order", args=[pk])
        assert admin_client.get(address)["Location"] == "/admin/"


@pytest.mark.parametrize("number", [1, 20])
def test_the_page_takes_the_same_queries_however_many_roles(
    family, admin_client, number, django_assert_num_queries
):
    for _ in range(number):
        role = make_role(family=family)
        for _ in range(2):
            make_role_level(role=role)
    # Savepoint (2), session, user, the family, its levels, their newest history (2), and how many
    # changes are unpublished.
    with django_assert_num_queries(9):
        admin_client.get(url(family))
