"""Pages of the admin asked by address for what they cannot answer."""

from html import unescape
from urllib.parse import parse_qsl

import pytest
from django.contrib import admin
from django.contrib.auth.models import Permission, User
from django.urls import reverse

from capframe.base.admin_addresses import MOST_WORDS
from capframe.base.models import Source
from roles.models import JobFamily, RoleLevel, Statement, Workstream
from skills.models import Skill
from tests.factories import make_family, make_role_level, make_skill, make_workstream

pytestmark = pytest.mark.django_db

CHOOSE_A_FILTER = "Remove it from the address, or go back to the list and choose from its filters."
CHOOSE_A_VALUE = "Correct it in the address, or go back and choose from what is offered."


def url(page, model, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def assert_refused(response, problem, remedy="", status=400):
    assert response.status_code == status, response
    said = unescape(response.content.decode())
    assert problem in said
    assert remedy in said


@pytest.mark.parametrize(
    "query",
    [
        *(
            "status__exact=published",
            "status__in=draft,published",
            "kind__exact=",
            "kind__isnull=1",
        ),
        *("title__icontains=a,b", "title__gt=m", "position__gte=1", "id__in=1,2", "pk=7"),
        *("framework__id__exact=1", "source=1&source=2", "source__isnull=False", "source_id=3"),
        *("q=%01", "id__in=1,2", "o=-1.2", "o=x.99", "all=", "_popup=1", "_to_field=id", "p=1"),
    ],
)
@pytest.mark.parametrize("page", ["changelist", "export"])
def test_what_a_list_can_be_filtered_by(page, query, admin_client):
    make_skill()
    assert admin_client.get(f"{url(page, Skill)}?{query}").status_code == 200


@pytest.mark.parametrize("page", ["changelist", "export"])
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize(
    "query",
    [
        *("nothing=1", "e=1", "source__nothing=1", "title__range=a,b", "title__regex=(a%2B)%2B$"),
        *("title__iregex=a", "framework__title=a", "levels=1", "=1", "__=1"),
        *("title__exact__exact=a", "framework__source__title=a", "title__", "source__contains=1"),
    ],
)
def test_what_is_no_filter(method, page, query, admin_client):
    name = parse_qsl(query, keep_blank_values=True)[0][0]
    response = getattr(admin_client, method)(f"{url(page, Skill)}?{query}")
    assert_refused(response, f"“{name}” is not a filter of this list.", CHOOSE_A_FILTER)


@pytest.mark.parametrize("page", ["changelist", "export"])
@pytest.mark.parametrize(
    "query",
    [
        *(
            "source=abc",
            "source__id__exact=abc",
            "source=",
            "framework=1.5",
            "id=-1e3",
            "id__in=1,x",
        ),
        *("source__in=", "position=-1", "position__lt=NaN", "position=²", "kind__isnull=perhaps"),
        *(f"id={'9' * 30}", f"position__in=1,{'9' * 30}", f"id={'9' * 1900}", "pk=", "source=1,2"),
        *("source=1&source=x", "id__in=1,x"),
    ],
)
def test_what_is_no_value(page, query, admin_client):
    name, value = parse_qsl(query, keep_blank_values=True)[-1]
    problem = f"“{value[:100]}” is not a value of “{name}”."
    assert_refused(admin_client.get(f"{url(page, Skill)}?{query}"), problem, CHOOSE_A_VALUE)


@pytest.mark.parametrize(
    ("model", "query"),
    [
        (User, "is_staff__exact=perhaps"),
        (User, "groups__id__exact=x"),
        (User, "is_active="),
        *((User, f"last_login__gte={time}") for time in ("2026-01-01", "x", "2026-01-01 10:00")),
        (User, "last_login__lt=2026-02-30 10:00:00Z"),
    ],
)
def test_lists_of_no_entries_are_held_to_the_same(model, query, admin_client):
    name, value = parse_qsl(query, keep_blank_values=True)[0]
    response = admin_client.get(f"{url('changelist', model)}?{query}")
    assert_refused(response, f"“{value}” is not a value of “{name}”.")


@pytest.mark.parametrize("page", ["changelist", "export"])
def test_whether_a_text_is_empty_is_asked_where_the_list_offers_it(page, admin_client):
    asked = [(Statement, "0"), (Statement, "1"), (Statement, "x"), (Skill, "0")]
    answers = [
        admin_client.get(url(page, model), {f"{name}__isempty": value}).status_code
        for (model, value), name in zip(asked, ("note", "note", "note", "kind"), strict=True)
    ]
    assert answers == [200, 200, 400, 400]


@pytest.mark.parametrize("name", ["password", "password__startswith", "last_login__year"])
def test_users_cannot_be_filtered_by_what_is_secret_or_vague(name, admin_client):
    response = admin_client.get(f"{url('changelist', User)}?{name}=2026-01-01")
    assert_refused(response, f"“{name}” is not a filter of this list.")


@pytest.mark.parametrize(
    ("page", "args"), [("changelist", []), ("export", []), ("add", []), ("history", [1])]
)
@pytest.mark.parametrize("name", ["q", "title__in", "code__range", "title", "_changelist_filters"])
def test_what_nothing_can_contain(page, args, name, admin_client):
    response = admin_client.get(f"{url(page, RoleLevel, *args)}?{name}=a%00")
    assert_refused(response, f"“{name}” has a character in it that nothing can contain.")


def test_choosing_another_entry_by_what_nothing_can_contain(admin_client):
    asked = {"app_label": "roles", "model_name": "rolelevel", "field_name": "grade", "term": "\0"}
    response = admin_client.get("/admin/autocomplete/", asked)
    assert_refused(response, "The value of “term” has a character", "or type the text anew")


@pytest.mark.parametrize("page", ["changelist", "add", "change", "delete"])
@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("target", ["", "nothing", "title", "source", "levels"])
def test_a_window_is_asked_for_no_field_that_it_has(method, page, target, admin_client):
    family = make_family()
    args = [family.pk] if page in ("change", "delete") else []
    response = getattr(admin_client, method)(f"{url(page, JobFamily, *args)}?_to_field={target}")
    assert_refused(response, f"“{target}” in “_to_field” is not a field that can be used.")
    assert JobFamily.objects.get() == family


def test_a_form_that_names_no_field_of_its_window(admin_client):
    response = admin_client.post(url("add", JobFamily), {"_to_field": "title", "_popup": "1"})
    assert_refused(response, "“title” in “_to_field” is not a field")


@pytest.mark.parametrize("page", ["", "x", "-1", "1.5", "²", "1 "])
@pytest.mark.parametrize(("kind", "args"), [("changelist", []), ("history", [1])])
def test_what_is_no_page_number(kind, args, page, admin_client):
    response = admin_client.get(url(kind, Workstream, *args), {"p": page})
    assert_refused(response, f"“{page}” is not a page number.")


@pytest.mark.parametrize("page", ["9" * 10, "9" * 5000])
@pytest.mark.parametrize(("kind", "args"), [("changelist", []), ("history", [1])])
def test_a_page_that_no_list_has(kind, args, page, admin_client):
    response = admin_client.get(url(kind, Workstream, *args), {"p": page})
    assert_refused(response, f"There is no page “{page[:100]}”.", status=404)


@pytest.mark.parametrize("page", ["0", "4", "999999999"])
def test_a_page_that_a_list_has_not(page, admin_client, monkeypatch):
    monkeypatch.setattr(admin.site._registry[Workstream], "list_per_page", 1)
    for _ in range(3):
        make_workstream()
    response = admin_client.get(url("changelist", Workstream), {"p": page})
    assert_refused(response, f"This list has no page “{page}”.", status=404)


@pytest.mark.parametrize(
    ("model", "query"),
    [
        *((RoleLevel, f"{name}={value}") for name in ("role", "grade") for value in ("abc", "1,2")),
        *((RoleLevel, f"source={value}") for value in ("1.5", "9" * 30, "-9e9", "²")),
        (User, "groups=1,x"),
    ],
)
def test_a_new_entry_cannot_begin_with_what_is_no_entry(model, query, admin_client):
    name, value = query.split("=")
    response = admin_client.get(f"{url('add', model)}?{query}")
    assert_refused(response, f"“{value}” is not a value of “{name}”.", "choose on the form")


def test_a_new_entry_begins_with_what_an_address_says(admin_client):
    level = make_role_level()
    query = f"?role={level.role.pk}&grade=&title=Senior&position=x&nothing=1&source=99999"
    page = admin_client.get(url("add", RoleLevel) + query)
    assert page.status_code == 200
    assert page.context["adminform"].form["role"].value() == str(level.role.pk)
    assert 'value="Senior"' in page.content.decode()


@pytest.mark.parametrize("chosen", ["", "abc", "1.5", "9" * 30, "\0", "1,2"])
@pytest.mark.parametrize("action", ["withdraw", "delete_selected", "nothing", ""])
def test_an_action_on_what_can_be_no_entry(chosen, action, admin_client):
    entry = make_workstream()
    sent = {"action": action, "_selected_action": [entry.pk, chosen], "post": "yes"}
    response = admin_client.post(url("changelist", Workstream), sent)
    assert_refused(response, "is not an entry of this list. Nothing was changed.")
    entry.refresh_from_db()
    assert entry.status == "published"


def test_an_action_on_what_is_no_longer_there(admin_client):
    entry = make_workstream()
    sent = {"action": "withdraw", "_selected_action": [entry.pk, 999_999_999]}
    page = admin_client.post(url("changelist", Workstream), sent)
    assert "Withdraw 1 workstream?" in page.content.decode()


def test_whoever_is_not_signed_in_is_led_to_sign_in_first(client):
    answer = client.get(f"{url('changelist', Source)}?nothing=1")
    assert answer["Location"].startswith("/admin/login/?next=/admin/base/source/%3Fnothing%3D1")


def test_lists_of_accounts_are_for_those_who_may_see_them(client):
    user = User.objects.create(username="nearly", is_staff=True)
    user.user_permissions.add(Permission.objects.get(codename="view_source"))
    client.force_login(user)
    assert client.get(f"{url('changelist', User)}?is_staff=1").status_code == 403
    assert client.get(f"{url('changelist', Source)}?publisher=a").status_code == 200


def autocomplete(term):
    """The address at which the field for the source of a skill asks while one types."""
    field = "app_label=skills&model_name=skill&field_name=source"
    return f"{reverse('admin:autocomplete')}?{field}&term={term}"


def test_as_many_words_as_can_be_are_searched_for(admin_client):
    words = "+".join(["a"] * MOST_WORDS)
    assert admin_client.get(f"{url('changelist', Skill)}?q={words}").status_code == 200
    assert admin_client.get(autocomplete(words)).status_code == 200


def test_more_words_are_not_searched_for(admin_client):
    words = "+".join(["a"] * 1900)
    problem = "1,900 words are searched for, and at most 10 can be."
    for address in (f"{url('changelist', Skill)}?q={words}", autocomplete(words)):
        assert_refused(admin_client.get(address), problem, "Search for fewer words.")


@pytest.mark.parametrize("page", ["changelist", "export"])
def test_filters_that_no_link_could_carry(page, admin_client):
    filters = "&".join(["status__exact=published"] * 90)
    response = admin_client.get(f"{url(page, Skill)}?{filters}")
    assert_refused(response, "The list’s filters have 2,159 characters", status=414)
    assert admin_client.get(f"{url(page, Skill)}?{filters[: 24 * 80 - 1]}").status_code == 200
