import pytest

from capframe.base.models import entry_models
from capframe.plans.edits import find_edits_since
from capframe.plans.existing import newest_history_versions
from tests.factories import make_family, make_role

pytestmark = pytest.mark.django_db


@pytest.fixture
def role():
    return make_role(title="Auditor")


@pytest.fixture
def versions(role):
    return newest_history_versions(entry_models())


def test_what_was_saved_and_deleted_since_is_found(role, versions):
    role.title = "Lead auditor"
    role.save()
    gone = make_family(title="Gone", source=role.source)
    pk = gone.pk
    gone.delete()
    edits = find_edits_since(versions)
    assert edits.touched == {"roles.role": {role.pk}, "roles.jobfamily": {pk}}
    assert edits.deleted == {"roles.role": set(), "roles.jobfamily": {pk}}


def test_where_nothing_was_edited_it_takes_one_query(versions, django_assert_num_queries):
    with django_assert_num_queries(1):
        edits = find_edits_since(versions)
    assert (edits.touched, edits.deleted) == ({}, {})


def test_of_a_model_that_is_not_named_everything_counts(role, versions):
    del versions["roles.role"]
    assert find_edits_since(versions).touched == {"roles.role": {role.pk}}
