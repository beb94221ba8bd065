import datetime

import pytest

from capframe.plans.existing import newest_history_versions, read_existing, read_values
from grades.models import PayRange
from roles.models import Role, RoleLevel
from tests.factories import make_grade, make_pay, make_role

pytestmark = pytest.mark.django_db


def test_days_are_read_as_text():
    make_pay(make_grade(), valid_from=datetime.date(2026, 4, 1))
    (entry,) = read_existing(PayRange.objects.all()).values()
    assert entry.values["valid_from"] == "2026-04-01"
    assert read_values(PayRange, ["valid_from"], [entry.pk, 0]) == {
        entry.pk: {"valid_from": "2026-04-01"}
    }


def test_entries_are_read_in_one_query(django_assert_num_queries):
    make_role()
    make_role()
    with django_assert_num_queries(1):
        assert len(read_existing(Role.objects.all())) == 2


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
