from capframe.plans.builder import defaults_of
from capframe.plans.changes import Change, Whole
from capframe.plans.kept import FittedPiece
from capframe.plans.plan import Plan
from roles.models import JobFamily

LABEL = "roles.jobfamily"
TODAY = {**defaults_of(JobFamily), "title": "Policy"}


def fitted(before, after):
    plan = Plan([Whole(LABEL, 1, "Policy")], [Change(LABEL, 1, before, after, 0)])
    fitted = Plan(pieces=map(FittedPiece, plan.pieces))
    return [(change.before, change.after) for change in fitted.changes]


def test_it_works():
    assert fitted(None, TODAY) == [(None, TODAY)]
    assert fitted({"title": "A"}, {"title": "B"}) == [({"title": "A"}, {"title": "B"})]


def test_a_column_that_is_gone_is_left_out():
    former = {**TODAY, "purpose": "To plan."}
    assert fitted(None, former) == [(None, TODAY)]
    assert fitted(former, None) == [(TODAY, None)]
    both = {"title": "A", "purpose": "B"}
    assert fitted(both, both) == [({"title": "A"}, {"title": "A"})]


def test_a_change_of_nothing_that_is_left_goes():
    assert fitted({"purpose": "A"}, {"purpose": "B"}) == []


def test_a_column_that_is_new_has_its_default():
    former = {name: value for name, value in TODAY.items() if name != "editors_note"}
    assert fitted(former, None) == [(TODAY, None)]
    assert fitted(None, former) == [(None, TODAY)]
