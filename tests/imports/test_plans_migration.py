"""Plans that were kept as one value are kept in pieces, and can be as one value again."""

import hashlib
import json
import zlib

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from capframe.imports import steps
from capframe.imports.models import Import
from capframe.plans.builder import defaults_of
from capframe.plans.changes import Change, Whole
from capframe.plans.existing import newest_history_versions
from roles.models import JobFamily
from tests.factories import make_family, make_source
from tests.own_database import OwnDatabase

BEFORE = [("imports", "0004_problem_time")]
LABEL = "roles.jobfamily"


@pytest.fixture
def own(django_db_setup, empty_database, django_db_blocker, tmp_path):
    with django_db_blocker.unblock(), OwnDatabase(tmp_path).in_use(empty_database):
        yield


def migrate(states=None):
    """Migrate to these states, or to the newest. Gives the models as they are then."""
    executor = MigrationExecutor(connection)
    states = states or executor.loader.graph.leaf_nodes()
    executor.migrate(states)
    return MigrationExecutor(connection).loader.project_state(states).apps


def plan_of(changed, created, history_versions):
    """A plan as it was kept: it renames a family and makes another."""
    new = {**defaults_of(JobFamily), "title": "Data", "slug": created, "status": "published"}
    new |= {"source_id": changed.source_id, "place": "Line 3"}
    return [
        [[LABEL, changed.pk, changed.title], [LABEL, -1, "Data"]],
        [
            [LABEL, changed.pk, {"title": "Policy"}, {"title": "Strategy"}, 0, 2],
            [LABEL, -1, None, new, 1, 3],
        ],
        {LABEL: 4},
        history_versions,
    ]


def dumped(value):
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode()


def keep(old, plan, **values):
    """Keep an import as it was before the migration. Gives its primary key."""
    counts = {"created": {LABEL: 1}, "changed": {LABEL: 1}, "unchanged": {LABEL: 4}}
    kept = {
        "kind": "roles",
        "file_name": "roles.csv",
        "digest": "0" * 64,
        "size": 1,
        "by_id": User.objects.get().pk,
        "plan": zlib.compress(dumped(plan)) if plan else b"",
        "plan_digest": hashlib.sha256(dumped(plan[:2])).hexdigest() if plan else "",
        "counts": counts | {"withdrawn": {}} if plan else {},
    }
    return old.get_model("imports", "import").objects.create(**kept | values).pk


@pytest.fixture
def kept(own):
    """Imports of before: one that waits, one that is applied, one that has expired."""
    User.objects.create(username="editor")
    source = make_source()
    waits = make_family(title="Policy", source=source)
    applied = make_family(title="Strategy", source=source)
    made = make_family(title="Data", slug="data", status="published", place="Line 3", source=source)
    plans = (
        plan_of(waits, "data-2", newest_history_versions([JobFamily])),
        plan_of(applied, "data", {LABEL: 1}),
    )
    old = migrate(BEFORE)
    pks = (
        keep(old, plans[0], state="checked"),
        keep(
            old,
            plans[1],
            state="applied",
            applied_at=timezone.now(),
            made=zlib.compress(dumped([[-1, made.pk]])),
        ),
        keep(old, None, state="expired"),
    )
    migrate()
    return [Import.objects.get(pk=pk) for pk in pks], plans


def test_it_works(kept):
    (waits, applied, expired), (plan, _) = kept
    read = waits.read_plan()
    assert read.wholes == [Whole(*whole) for whole in plan[0]]
    assert read.changes == [Change(*change) for change in plan[1]]
    assert (read.history_versions, read.unchanged) == (plan[3], plan[2])
    assert read.digest == waits.plan_digest
    assert read.counts == waits.counts
    assert applied.read_made() == {-1: JobFamily.objects.get(slug="data").pk}
    assert list(expired.read_plan().changes) == list(expired.read_made()) == []


def test_what_waits_is_applied_and_undone(kept):
    (waits, _, _), _ = kept
    waits.state, waits.reason = Import.State.APPLYING, "Because"
    waits.save()
    steps.apply(imported=waits, by=None)
    waits.refresh_from_db()
    assert (waits.state, waits.problem) == ("applied", "")
    assert JobFamily.objects.get(slug="data-2").title == "Data"
    undo(waits)
    assert not JobFamily.objects.filter(slug="data-2").exists()


def test_what_was_applied_is_undone(kept):
    (_, applied, _), (_, plan) = kept
    undo(applied)
    assert JobFamily.objects.get(pk=plan[0][0][1]).title == "Policy"
    assert not JobFamily.objects.filter(slug="data").exists()


def undo(imported):
    _, conflicts = steps.plan_undo(imported)
    imported.state, imported.undo_digest = Import.State.UNDOING, steps.conflicts_digest(conflicts)
    imported.save()
    steps.undo(imported=imported, by=None)
    imported.refresh_from_db()
    assert (imported.state, imported.problem) == ("undone", "")


def test_it_can_be_taken_back(kept):
    (waits, applied, expired), plans = kept
    before = migrate(BEFORE).get_model("imports", "import").objects
    for imported, plan in zip((waits, applied), plans, strict=True):
        found = before.get(pk=imported.pk)
        assert json.loads(zlib.decompress(bytes(found.plan))) == plan
        assert found.plan_digest == hashlib.sha256(dumped(plan[:2])).hexdigest()
    made = json.loads(zlib.decompress(bytes(before.get(pk=applied.pk).made)))
    assert made == [[-1, JobFamily.objects.get(slug="data").pk]]
    assert bytes(before.get(pk=expired.pk).plan) == b""
    migrate()
