"""Numbers that ordered nothing are forgotten; those that did are kept as the editors'."""

import pytest

from capframe.base.history.rows import find_gaps
from roles.models import Role, RoleLevel
from tests.databases import EARLIER
from tests.own_database import OwnDatabase

BEFORE = "before order"
# The levels of each role as pairs of a grade and a number, before and after.
ROLES = {
    "nobody-ordered": ([(None, 1), (None, 1)], [None, None]),
    "all-say-two": ([(None, 2), (None, 2)], [None, None]),
    "ordered": ([(None, 1), (None, 2), (None, 2)], [1, 2, 2]),
    "by-grades": ([(1, 1), (2, 2)], [None, None]),
    "within-a-grade": ([(1, 2), (1, 1), (2, 1)], [2, 1, None]),
    "single": ([(None, 5)], [None]),
    "apart": ([(1, 1), (None, 2)], [None, None]),
    "from-nought": ([(None, 0), (None, 1)], [1, 2]),
}


@pytest.fixture(scope="module")
def migrated(django_db_setup, empty_database, django_db_blocker, tmp_path_factory):
    own = OwnDatabase(tmp_path_factory.mktemp("own"))
    with django_db_blocker.unblock(), own.in_use_at(BEFORE, empty_database) as executor:
        fill(executor.loader.project_state(EARLIER[BEFORE]).apps)
        executor.migrate(executor.loader.graph.leaf_nodes())
        yield


def fill(apps):
    source = apps.get_model("base", "Source").objects.create(title="Paper", publisher="Council")
    stated = {"source_id": source.pk, "place": "Page 1"}
    family = apps.get_model("roles", "JobFamily").objects.create(slug="it", title="IT", **stated)
    structure = apps.get_model("grades", "GradeStructure").objects.create(
        title="A", organisation="A", **stated
    )
    grade = apps.get_model("grades", "Grade").objects
    for position in (1, 2):
        named = {"slug": f"g{position}", "title": f"Grade {position}"}
        grade.create(pk=position, structure=structure, position=position, **named, **stated)
    for slug, (levels, _) in ROLES.items():
        role = {"slug": slug, "title": slug, "family": family, **stated}
        role = apps.get_model("roles", "Role").objects.create(**role)
        for number, (grade_pk, order) in enumerate(levels):
            named = {"slug": f"level-{number}", "title": f"Level {number}"}
            placed = {"grade_id": grade_pk, "level_order": order}
            apps.get_model("roles", "RoleLevel").objects.create(
                role=role, family=family, **named, **placed, **stated
            )


pytestmark = pytest.mark.usefixtures("migrated")


@pytest.mark.parametrize("slug", ROLES)
def test_only_numbers_that_order_are_kept(slug):
    role = Role.objects.get(slug=slug)
    found = role.levels.order_by("slug").values_list("level_order", flat=True)
    assert list(found) == ROLES[slug][1]
    assert role.order_from == ("editors" if any(ROLES[slug][1]) else "")


def test_what_changed_says_why_in_the_history_and_by_nobody():
    changed = RoleLevel.objects.get(role__slug="single").history.get()
    assert changed.level_order is None
    assert "placed none of them" in changed.history_change_reason
    ordered = Role.objects.get(slug="ordered").history.get()
    assert ordered.order_from == "editors"
    assert ordered.history_change_reason
    assert {row.history_user for row in (changed, ordered)} == {None}
    assert not RoleLevel.objects.get(role__slug="ordered", slug="level-0").history.exists()


@pytest.mark.parametrize("slug", ["single", "by-grades", "from-nought"])
def test_a_changed_level_is_what_its_history_says(slug):
    changed = {row.id for row in RoleLevel.history.filter(role__slug=slug)}
    assert changed
    assert not changed & {gap.pk for gap in find_gaps(RoleLevel)}
