"""Texts that were stored before their letters were composed."""

from unicodedata import normalize

import pytest
from django.apps import apps

from capframe.base.data_migrations import COMPOSED, compose_texts
from capframe.base.models import Source
from roles.models import Role, RoleLevel, Statement
from tests.factories import make_family, make_role, make_role_level

pytestmark = pytest.mark.django_db
APART = normalize("NFD", "Café in Łódź")


def migrate(*labels):
    for label in labels:
        compose_texts(label)(apps, None)


def test_they_are_composed_with_a_row_of_history_that_says_why():
    level = make_role_level({"Duties": [APART, "Plan"]}, title=APART)
    Source.objects.update(title=APART)
    versions = RoleLevel.history.count()
    migrate("base", "roles")
    assert {*Statement.objects.values_list("text", flat=True)} == {"Café in Łódź", "Plan"}
    assert Source.objects.get(pk=level.source_id).title == "Café in Łódź"
    row = RoleLevel.history.first()
    assert (row.title, row.history_change_reason) == ("Café in Łódź", COMPOSED)
    migrate("base", "roles")  # and once
    assert RoleLevel.history.count() == versions + 1
    assert Statement.history.filter(history_change_reason=COMPOSED).count() == 1


def test_one_that_would_be_called_like_another_stays_as_it_is():
    family = make_family()
    for slug, title in (("cafe", "Café"), ("cafe-2", normalize("NFD", "Café")), ("other", APART)):
        make_role(family=family, slug=slug, title=title)
    migrate("roles")
    titles = dict(Role.objects.values_list("slug", "title"))
    assert titles["cafe"] == "Café"
    assert titles["cafe-2"] == normalize("NFD", "Café")
    assert titles["other"] == "Café in Łódź"
