import pytest
from django.db.models import CharField, IntegerField

from capframe.base.prepared import Keys, Parameter, Prepared
from roles.models import Role
from tests.factories import make_role

pytestmark = pytest.mark.django_db


def titles_query():
    slug = Parameter("slug", CharField())
    return Prepared(Role.objects.published().filter(slug=slug).values_list("title"))


def test_it_runs_with_the_values_given():
    make_role(title="Auditor")
    make_role(title="Planner")
    query = titles_query()
    assert query.rows({"slug": "auditor"}) == [("Auditor",)]
    assert query.rows({"slug": "planner"}) == [("Planner",)]
    assert query.rows({"slug": "nobody"}) == []


def test_rows_are_named_by_their_columns():
    role = make_role(title="Auditor")
    query = Prepared(Role.objects.values_list("title", "family__title"))
    (row,) = query.rows({})
    assert (row.title, row.family__title) == ("Auditor", role.family.title)


def test_the_rest_of_the_filter_holds():
    make_role(title="Auditor", status="withdrawn")
    assert titles_query().rows({"slug": "auditor"}) == []


def test_values_are_never_part_of_the_sql():
    make_role(title="Auditor")
    assert titles_query().rows({"slug": "' OR 1=1 --"}) == []


def test_a_value_that_is_missing_is_an_error():
    with pytest.raises(KeyError, match="slug"):
        titles_query().rows({})


def test_it_is_compiled_once():
    query = titles_query()
    first = query.compiled("sqlite")
    assert query.compiled("sqlite") is first


def test_one_query_each_time(django_assert_num_queries):
    query = titles_query()
    with django_assert_num_queries(2):
        query.rows({"slug": "a"})
        query.rows({"slug": "b"})


def test_primary_keys_name_the_entries(django_assert_num_queries):
    a, b, c = (make_role(title=title).pk for title in "ABC")
    chosen = Role.objects.filter(pk__in=Keys("roles", IntegerField()), title__lt="C")
    query = Prepared(chosen.order_by("title").values_list("title"))
    with django_assert_num_queries(2):
        assert query.rows({"roles": [c, b]}) == [("B",)]
        assert query.rows({"roles": [c, b, a]}) == [("A",), ("B",)]
    with django_assert_num_queries(0):
        assert query.rows({"roles": []}) == []
