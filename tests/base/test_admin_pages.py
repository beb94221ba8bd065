"""Every page of the admin with the seeded catalogue: its queries, and what it holds."""

import csv
import re
from html import unescape
from io import StringIO
from urllib.parse import parse_qsl, urlsplit

import pytest
from django.contrib import admin
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from capframe.base.models import Entry
from skills.models import LeadershipExample

ENTRIES = [model for model in admin.site._registry if issubclass(model, Entry)]
# No document gives an example of leadership.
SEEDED = [model for model in ENTRIES if model is not LeadershipExample]
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=\"|<script(?![^>]*\ssrc=)", re.IGNORECASE)

LINK = re.compile(r'href="((?:export/)?\?[^"]+)"')

AS_CSV = {"resource": "0", "format": "0"}


def url(page, model, *args):
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def test_the_catalogue_comes_first_and_entries_before_their_parts(admin_client):
    rooms = admin_client.get(reverse("admin:index")).context["app_list"]
    assert [room["app_label"] for room in rooms] == [
        *("grades", "roles", "skills", "base"),
        *("auth", "redirects"),
    ]
    for room in rooms:
        are_parts = [bool(getattr(each["model"], "part_of", "")) for each in room["models"]]
        assert are_parts == sorted(are_parts)


@pytest.mark.parametrize("model", ENTRIES, ids=lambda model: model.__name__)
def test_a_list_costs_as_many_queries_long_as_short(
    model, shared_catalogue, admin_client, monkeypatch
):
    costs = []
    for length in (1, 100):
        monkeypatch.setattr(admin.site._registry[model], "list_per_page", length)
        with CaptureQueriesContext(connection) as queries:
            assert admin_client.get(url("changelist", model)).status_code == 200
        costs.append(len(queries))
    assert costs[0] == costs[1] <= 13


@pytest.mark.parametrize("model", admin.site._registry, ids=lambda model: model.__name__)
def test_whatever_a_list_links_to_is_answered(model, shared_catalogue, admin_client):
    address = url("changelist", model)
    links = {}
    for query in ("", "?_facets=True"):
        page = admin_client.get(address + query).content.decode()
        for link in map(unescape, LINK.findall(page)):
            links[tuple(name for name, _ in parse_qsl(urlsplit(link).query))] = link
    for link in links.values():
        assert admin_client.get(address + link).status_code == 200, link


@pytest.mark.parametrize(
    ("app", "model", "field"),
    [
        ("roles", "rolelevel", "grade"),
        ("roles", "skillrequirement", "level"),
        ("roles", "section", "role_level"),
        ("skills", "indicator", "skill_level"),
    ],
)
def test_choosing_among_many_costs_one_query(app, model, field, shared_catalogue, admin_client):
    asked = {"app_label": app, "model_name": model, "field_name": field}
    costs = []
    for term in ("nothing is called this", ""):
        with CaptureQueriesContext(connection) as queries:
            admin_client.get("/admin/autocomplete/", asked | {"term": term})
        costs.append(len(queries))
    assert costs[1] <= costs[0] + 1


@pytest.mark.parametrize("model", ENTRIES, ids=lambda model: model.__name__)
def test_no_page_has_script_or_style_in_it(model, shared_catalogue, admin_client):
    addresses = [url(page, model) for page in ("changelist", "add", "export")]
    if entry := model.objects.first():
        addresses += [url(page, model, entry.pk) for page in ("change", "history", "delete")]
    for address in addresses:
        response = admin_client.get(address)
        assert response.status_code == 200
        assert INLINE.findall(response.content.decode()) == [], address


def test_the_admins_own_pages_have_no_script_or_style_in_them(
    shared_catalogue, admin_client, client
):
    for address in ("", "roles/", "password_change/", "auth/user/add/", "auth/group/add/"):
        assert INLINE.findall(admin_client.get(f"/admin/{address}").content.decode()) == []
    assert INLINE.findall(client.get("/admin/login/").content.decode()) == []


@pytest.mark.parametrize("model", ENTRIES, ids=lambda model: model.__name__)
def test_every_entry_is_exported_without_numbers_of_the_database(
    model, shared_catalogue, admin_client
):
    response = admin_client.post(url("export", model), AS_CSV)
    assert response["Content-Type"] == "text/csv"
    table = list(csv.DictReader(StringIO(response.content.decode())))
    assert len(table) == model.objects.count()
    columns = set(table[0]) if table else set()
    fields = {field.name for field in model._meta.fields} - {"id"}
    assert columns in (fields, set())


@pytest.mark.parametrize("model", SEEDED, ids=lambda model: model.__name__)
def test_a_table_costs_as_many_queries_long_as_short(model, shared_catalogue, admin_client):
    assert model.objects.count() > 1
    costs = []
    for query in (f"?id__exact={model.objects.first().pk}", ""):
        with CaptureQueriesContext(connection) as queries:
            admin_client.post(url("export", model) + query, AS_CSV)
        costs.append(len(queries))
    assert costs[0] == costs[1]
