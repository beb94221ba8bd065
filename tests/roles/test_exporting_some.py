"""Exports of some role levels, to be edited and imported back."""

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from capframe.base.models import Status
from capframe.plans.files.exports import Misnamed, choose_entries
from roles.exporting import export_roles
from roles.importing import ROLES
from roles.models import RoleLevel
from roles.order_file import export_order
from tests.factories import (
    make_family,
    make_framework,
    make_requirement,
    make_role,
    make_role_level,
    make_section,
    make_skill,
    withdraw,
)
from tests.importing import EXPORTED, check
from tests.roles.test_exporting import levels_of, make, titles

pytestmark = pytest.mark.django_db


def chosen(**names):
    return choose_entries(ROLES.export_choices, names)


def levels(some, everything=True):
    return [row["level"] for row in export_roles(everything, some)]


@pytest.fixture
def policy():
    """A family with a level of each status; the published one asks for a skill of each status."""
    role = make_role(title="Adviser", slug="adviser", family=make_family(slug="policy"))
    made = [
        make_role_level(role=role, title=status.label, slug=status, status=status)
        for status in (Status.PUBLISHED, Status.DRAFT)
    ]
    withdraw(make_role_level(role=role, title="Old", slug="old"))
    other = make_role(family=make_family())
    make_role_level({"Duties": ["Plan"]}, role=other, title="Elsewhere", slug="elsewhere")
    framework = make_framework()
    for status in Status:
        skill = make_skill(framework=framework, title=status.label, status=status)
        make_requirement(made[0], skill, None)
    return role.family


def test_a_family_goes_out_with_drafts_and_without_what_is_withdrawn(policy):
    assert {*levels(chosen(family=["policy"]))} == {"Draft", "Published"}
    assert {*levels(chosen(family=["policy"]), everything=False)} == {"Published"}
    asked = [row.get("skill") for row in export_roles(True, chosen(level=["adviser/published"]))]
    assert asked == ["Draft", "Published"]


def test_what_names_choose_is_put_together(policy):
    names = {"role": ["adviser"], "filter": ["/roles/?q=elsewhere&page=2"]}
    assert {*levels(chosen(**names))} == {"Draft", "Elsewhere", "Published"}
    assert levels(chosen(filter=["family=policy"])) == ["Published"] * 2  # a skill each


@pytest.mark.parametrize(
    ("names", "problem"),
    [
        ({"family": ["polici"]}, "There is no job family “polici”. Did you mean “policy”?"),
        ({"level": ["adviser"]}, "There is no role level “adviser”."),
        ({"level": ["adviser/old"]}, "There is nothing to export of it but what is withdrawn."),
        ({"filter": ["colour=red"]}, "“colour” is no filter of the list of role levels."),
        ({"filter": ["family=nowhere"]}, "“nowhere” is not in the list"),
    ],
)
def test_what_chooses_nothing_is_said(policy, names, problem):
    with pytest.raises(Misnamed) as error:
        chosen(**names)
    assert problem in str(error.value)


def test_the_order_of_a_role_goes_out_whole(policy):
    some = chosen(level=["adviser/draft"])
    assert {row["level"] for row in export_order(True, some)} == {"Draft", "Published"}


def test_an_edit_of_an_export_changes_that_and_nothing_else(policy):
    make_section(RoleLevel.objects.get(slug="published"), "Duties", ["Lead", "Act"])
    rows = list(export_roles(True, chosen(family=["policy"])))
    assert check(ROLES, *rows).plan.changes == []
    (row,) = [row for row in rows if row.get("statement") == "Act"]
    row["statement"] = "Act at once"
    checked = check(ROLES, *rows)
    assert checked.errors == ()
    assert [(one.model, one.after) for one in checked.plan.changes] == [
        ("roles.statement", {"text": "Act at once"})
    ]


def test_queries_do_not_grow_with_what_is_exported(policy, django_assert_max_num_queries):
    for _ in range(20):
        make_section(make_role_level(role=make_role(family=policy)), statements=["Plan", "Act"])
    some = chosen(family=["policy"])
    with django_assert_max_num_queries(17):
        assert len(list(export_roles(True, some))) == 43


@given(
    st.dictionaries(titles, levels_of, min_size=1, max_size=2),
    st.lists(st.sampled_from([*Status]), min_size=9, max_size=9),
    st.sets(st.integers(0, 8)),
)
@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_choice_of_any_table_changes_nothing_when_it_comes_back(db, roles, statuses, places):
    with transaction.atomic():
        make(roles)
        every = list(RoleLevel.objects.order_by("pk"))
        for level, status in zip(every, statuses, strict=False):
            RoleLevel.objects.filter(pk=level.pk).update(status=status)
        references = [level.reference for place, level in enumerate(every) if place in places]
        references = references or [every[0].reference]
        try:
            some = chosen(level=references)
        except Misnamed:
            assert not RoleLevel.objects.named(references).exclude(status="withdrawn").exists()
        else:
            checked = check(ROLES, *export_roles(True, some), **EXPORTED)
            assert (checked.errors, checked.plan.changes) == ((), [])
        transaction.set_rollback(True)
