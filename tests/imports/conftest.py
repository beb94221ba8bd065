"""Imports run in the request here, and somebody may import."""

import pytest
from django.contrib.auth.models import Group, User


@pytest.fixture(autouse=True)
def in_the_request(settings):
    settings.IMPORTS_IN_BACKGROUND = False


@pytest.fixture
def publisher(db):
    user = User.objects.create(username="publisher", is_staff=True)
    user.groups.add(Group.objects.get(name="Publisher of imports"))
    return user


@pytest.fixture
def browser(client, publisher):
    """A browser that somebody who may import is signed in with."""
    client.force_login(publisher)
    return client
