import pytest

from capframe.plans.history_version import newest_history_versions
from roles.models import Role, RoleLevel
from tests.factories import make_role

pytestmark = pytest.mark.django_db


def test_every_save_is_seen(django_assert_num_queries):
    role = make_role()
    before = newest_history_versions([Role, RoleLevel])
    role.save()
    with django_assert_num_queries(1):
        after = newest_history_versions([Role, RoleLevel])
    assert after["roles.role"] > before["roles.role"]
    assert after["roles.rolelevel"] == before["roles.rolelevel"]


def test_without_any_history_it_is_0():
    assert newest_history_versions([RoleLevel]) == {"roles.rolelevel": 0}


def test_of_no_models_there_is_nothing_to_see():
    assert newest_history_versions([]) == {}
