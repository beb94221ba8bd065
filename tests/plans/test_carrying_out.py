import pytest

from capframe.plans.apply import Stale
from capframe.plans.builder import PlanBuilder
from capframe.plans.carrying_out import carry_out
from capframe.plans.existing import ExistingEntry
from capframe.search.models import SearchEntry
from skills.models import Skill
from tests.factories import make_skill

pytestmark = pytest.mark.django_db


@pytest.fixture
def skill():
    return make_skill(title="Planning")


def renaming(skill, *, before="Planning"):
    builder = PlanBuilder()
    builder.begin_whole(Skill, skill.pk, before)
    builder.change(Skill, ExistingEntry(skill.pk, {"title": before}), {"title": "Foresight"})
    return builder.plan


def titles_found():
    return set(SearchEntry.objects.filter(kind="skills").values_list("title", flat=True))


def test_search_follows_a_plan(skill, django_capture_on_commit_callbacks, admin_user):
    with django_capture_on_commit_callbacks(execute=True):
        carry_out(plan=renaming(skill), by=admin_user, reason="A better word")
        assert titles_found() == set()
    assert titles_found() == {"Foresight"}
    row = skill.history.latest("history_id")
    assert (row.history_user, row.history_change_reason) == (admin_user, "A better word")


def test_a_plan_that_no_longer_fits_changes_nothing(skill):
    with pytest.raises(Stale):
        carry_out(plan=renaming(skill, before="Plans"), by=None, reason="")
    assert titles_found() == {"Planning"}
