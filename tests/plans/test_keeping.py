"""Plans that are kept in the database, as those of imports are."""

import pytest

from capframe.imports.models import Import
from capframe.plans import keeping
from capframe.plans.changes import Change, Outcome, Whole
from capframe.plans.keeping import PlanGone, about_plan
from capframe.plans.plan import Plan
from tests.imports.files import make_import

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("pieces_of_any_size")]

LABEL = "roles.jobfamily"


def plan_of(*titles):
    """A plan that renames a family for each title."""
    plan = Plan(unchanged={LABEL: 3}, history_versions={LABEL: 5})
    for number, title in enumerate(titles, start=1):
        whole = plan.add_whole(Whole(LABEL, number, title))
        plan.add(Change(LABEL, number, {"title": title}, {"title": "New"}, whole, number + 1))
    return plan


def kept(plan):
    imported = make_import(**about_plan(plan))
    imported.keep_pieces(plan)
    return Import.objects.get(pk=imported.pk)


def test_it_works():
    plan = plan_of("Policy", "Data", "Audit")
    found = kept(plan).read_plan()
    assert found == plan
    assert (found.digest, found.counts) == (plan.digest, plan.counts)


def test_another_plan_takes_the_place_of_the_first():
    imported = kept(plan_of("Policy", "Data", "Audit"))
    imported.keep_pieces(plan_of("Estates"))
    assert [whole.title for whole in imported.read_plan().wholes] == ["Estates"]


def test_its_pieces_go_with_what_holds_it():
    imported = kept(plan_of("Policy"))
    pieces = imported.pieces.model.objects
    assert pieces.exists()
    imported.delete()
    assert not pieces.exists()


def test_what_is_counted_and_named_is_known_without_unpacking(monkeypatch):
    imported = kept(plan_of("Policy", "Data"))
    monkeypatch.delattr(keeping, "unpack_changes")
    found = imported.read_plan()
    assert found.counts["changed"] == {LABEL: 2}
    assert (len(found.wholes), found.wholes[1].title) == (2, "Data")
    assert found.keys(Outcome.CHANGED) == {LABEL: {1, 2}}
    assert list(found.batches(Outcome.CREATED, Outcome.REMOVED)) == []


def test_of_one_entry_one_piece_is_read(monkeypatch, django_assert_num_queries):
    found = kept(plan_of("Policy", "Data", "Audit")).read_plan()
    with django_assert_num_queries(1):
        assert [change.line for change in found.changes_in([1])[1]] == [3]
    with django_assert_num_queries(2):  # the indexes of all, and the piece
        assert [change.pk for change in found.find({LABEL: {3}}, Outcome.CHANGED)] == [3]


def test_whoever_reads_while_another_plan_takes_its_place_is_told():
    imported = kept(plan_of("Policy"))
    read = imported.read_plan()
    imported.keep_pieces(plan_of("Policy"))
    with pytest.raises(PlanGone):
        read.changes_in([0])
    with pytest.raises(PlanGone):
        read.keys(Outcome.CHANGED)
