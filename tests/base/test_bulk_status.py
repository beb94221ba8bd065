"""Publishing, withdrawing and taking back many: what is said first, and what is then done."""

from html import unescape

import pytest

from capframe.base.bulk_changes import change_entries
from capframe.base.models import Status
from roles.models import RoleLevel, Workstream
from skills.models import Skill
from tests.admin_forms import Fields
from tests.base.test_admin_actions import act, confirm, url
from tests.factories import (
    make_family,
    make_requirement,
    make_role,
    make_role_level,
    make_skill,
    make_workstream,
)


def ask(client, action, *entries, **more):
    """The page that asks about these entries, as text."""
    response = act(client, action, *entries, **more)
    assert response.status_code == 200
    return unescape(response.content.decode())


def status_of(entry):
    entry.refresh_from_db()
    return entry.status


@pytest.mark.parametrize(
    ("action", "before", "question"),
    [
        ("publish", Status.DRAFT, "Publish 2 workstreams?"),
        ("withdraw", Status.PUBLISHED, "Withdraw 2 workstreams?"),
        ("back_to_draft", Status.PUBLISHED, "Take 2 workstreams back to draft?"),
    ],
)
def test_it_is_asked_first(action, before, question, admin_client):
    entries = [make_workstream(status=before) for _ in range(2)]
    page = ask(admin_client, action, *entries, reason="Agreed on Monday")
    assert question in page
    assert 'value="Agreed on Monday"' in page
    assert {status_of(entry) for entry in entries} == {before}


@pytest.mark.parametrize(
    ("action", "status"),
    [("publish", "published"), ("withdraw", "withdrawn"), ("back_to_draft", "draft")],
)
def test_what_is_ticked_is_done_in_one_save(action, status, admin_client, admin_user):
    before = Status.DRAFT if status == "published" else Status.PUBLISHED
    entries = [make_workstream(status=before) for _ in range(3)]
    page = confirm(admin_client, action, *entries, ticked=entries[:2], reason="Agreed on Monday")
    assert f"2 workstreams changed to {Status(status).label}." in page.content.decode()
    assert [status_of(entry) for entry in entries] == [status, status, before]
    newest = [entry.history.first() for entry in entries[:2]]
    assert {row.history_user for row in newest} == {admin_user}
    assert {row.history_change_reason for row in newest} == {"Agreed on Monday"}
    assert len({row.history_save for row in newest}) == 1
    assert newest[0].history_save


def test_withdrawing_says_what_readers_lose(admin_client):
    family = make_family(title="Policy")
    role = make_role(family=family)
    seen = [make_role_level(role=role) for _ in range(2)]
    make_requirement(seen[0], make_skill())
    draft = make_role_level(role=role, status=Status.DRAFT)
    page = ask(admin_client, "withdraw", *seen, draft)
    assert "<strong>2 would disappear from readers.</strong>" in page
    assert "1 is not seen by readers now." in page
    assert "1 skill" in page
    assert "Draft: becomes withdrawn" in page


def test_withdrawing_what_was_withdrawn_before_leaves_it_as_it_is(admin_client, admin_user):
    entry = make_workstream()
    confirm(admin_client, "withdraw", entry, reason="No post left")
    page = ask(admin_client, "withdraw", entry, make_workstream())
    assert f"by {admin_user}, “No post left”: left as it is" in page
    assert "1 was withdrawn before and stays as it is." in page


def test_each_that_is_withdrawn_may_have_a_successor(admin_client):
    role = make_role()
    old, kept = make_role_level(role=role), make_role_level(role=role)
    elsewhere = make_role_level(role=make_role(family=make_family()))
    page = ask(admin_client, "withdraw", old)
    assert f'<option value="{kept.pk}">' in page
    assert f'<option value="{elsewhere.pk}">' not in page
    confirm(admin_client, "withdraw", old, **{f"successor-{old.pk}": kept.pk})
    assert status_of(old) == "withdrawn"
    assert old.successor == kept


@pytest.mark.parametrize("chosen", ["elsewhere", "itself", "9" * 40, "x", "-1"])
def test_a_successor_that_is_not_offered_is_refused(chosen, admin_client):
    old = make_role_level()
    kept = make_role_level(role=old.role)
    elsewhere = make_role_level(role=make_role(family=make_family()))
    sent = {"elsewhere": elsewhere.pk, "itself": old.pk}.get(chosen, chosen)
    fields = {f"successor-{old.pk}": sent, f"successor-{kept.pk}": "", "reason": "Why I do it"}
    page = unescape(confirm(admin_client, "withdraw", old, **fields).content.decode())
    assert "cannot be: choose from the list" in page
    assert 'value="Why I do it"' in page
    assert status_of(old) == "published"


def test_what_was_withdrawn_on_purpose_is_not_published_unless_ticked(admin_client, admin_user):
    withdrawn, draft = make_workstream(title="Old"), make_workstream(status=Status.DRAFT)
    confirm(admin_client, "withdraw", withdrawn, reason="Not used")
    page = ask(admin_client, "publish", withdrawn, draft)
    assert page.index("Withdrawn on purpose") < page.index("Readers would find them")
    assert f"by {admin_user}, “Not used”" in page
    row = page[page.index(f'id="tick-{withdrawn.pk}"') :].partition(">")[0]
    assert "checked" not in row
    assert "checked" in page[page.index(f'id="tick-{draft.pk}"') :].partition(">")[0]
    confirm(admin_client, "publish", withdrawn, draft, ticked=[withdrawn, draft])
    assert status_of(withdrawn) == "published"


def test_publishing_says_what_stays_hidden(admin_client):
    role = make_role(status=Status.DRAFT)
    levels = [make_role_level(role=role, status=Status.DRAFT) for _ in range(2)]
    other = make_role_level(role=make_role(), status=Status.DRAFT)
    assert "Draft, and the role is a draft" in ask(admin_client, "publish", *levels, other)
    page = confirm(admin_client, "publish", *levels, other)
    assert "Readers still do not see 2 of them: the role is a draft." in page.content.decode()


def test_publishing_from_a_filtered_list(admin_client):
    level = make_role_level(role=make_role(status=Status.DRAFT), status=Status.DRAFT)
    address = f"{url('changelist', RoleLevel)}?status__exact=draft"
    chosen = {"action": "publish", "_selected_action": [level.pk]}
    page = admin_client.post(address, chosen).content.decode()
    fields = {"seen": Fields(page).values["seen"], "confirmed": "yes", "ticked": [level.pk]}
    page = admin_client.post(address, chosen | fields | {"reason": "Agreed"}, follow=True)
    assert "Readers still do not see 1 of them" in page.content.decode()


def test_a_reason_is_needed(admin_client):
    entry = make_workstream()
    page = confirm(admin_client, "withdraw", entry, reason=" ").content.decode()
    assert "Say why: the history of each entry shows it." in page
    assert status_of(entry) == "published"


def test_a_reason_that_is_too_long_is_refused(admin_client):
    entry = make_workstream()
    page = confirm(admin_client, "withdraw", entry, reason="x" * 501).content.decode()
    assert "at most 500 characters" in page
    assert status_of(entry) == "published"


def test_nothing_ticked_is_said(admin_client):
    entry = make_workstream()
    page = confirm(admin_client, "withdraw", entry, ticked=[]).content.decode()
    assert "Tick at least one, or go back." in page


def test_what_somebody_changed_meanwhile_is_shown_first(admin_client):
    entry, other = make_workstream(), make_workstream()
    seen = Fields(act(admin_client, "withdraw", entry, other).content.decode()).values["seen"]
    change_entries(
        model=Workstream, values={entry.pk: {"status": Status.WITHDRAWN}}, by=None, reason="Mine"
    )
    sent = {"seen": seen, "confirmed": "yes", "reason": "Agreed", "ticked": [entry.pk, other.pk]}
    page = unescape(act(admin_client, "withdraw", entry, other, **sent).content.decode())
    assert "Somebody changed some of these after you opened this page." in page
    assert "“Mine”: left as it is" in page
    assert status_of(other) == "published"


@pytest.mark.parametrize("seen", ["", "made-up", "MQ:1vNLmT:x"])
def test_a_page_that_nobody_was_shown_does_nothing(seen, admin_client):
    entry = make_workstream()
    page = confirm(admin_client, "withdraw", entry, seen=seen)
    assert page.status_code == 200
    assert status_of(entry) == "published"


@pytest.mark.parametrize("ticked", ["x", "9" * 40, "", "0"])
def test_a_tick_for_no_entry_is_none(ticked, admin_client):
    entry = make_workstream()
    seen = Fields(act(admin_client, "withdraw", entry).content.decode()).values["seen"]
    sent = {"confirmed": "yes", "seen": seen, "ticked": ticked, "reason": "Agreed"}
    page = act(admin_client, "withdraw", entry, **sent)
    assert "Tick at least one" in page.content.decode()


def test_too_many_are_refused(admin_client, monkeypatch):
    monkeypatch.setattr("capframe.base.admin.bulk.page.MOST_ENTRIES", 1)
    entries = [make_workstream() for _ in range(2)]
    page = act(admin_client, "withdraw", *entries).content.decode()
    assert "At most 1 can be changed at one time." in page


def test_what_is_gone_meanwhile_is_said(admin_client):
    entry, gone = make_workstream(), make_workstream()
    seen = Fields(act(admin_client, "withdraw", entry, gone).content.decode()).values["seen"]
    chosen = {"action": "withdraw", "_selected_action": [entry.pk, gone.pk]}
    gone.delete()
    sent = {
        "seen": seen,
        "confirmed": "yes",
        "reason": "Agreed",
        "ticked": chosen["_selected_action"],
    }
    page = admin_client.post(url("changelist", Workstream), chosen | sent).content.decode()
    assert "Somebody changed some of these" in page
    assert "Withdraw 1 workstream?" in page


def test_the_number_of_queries_does_not_grow(admin_client, django_assert_num_queries):
    role = make_role()
    few = [make_role_level(role=role) for _ in range(2)]
    many = [make_role_level(role=role) for _ in range(9)]
    for action, number in (("withdraw", 20), ("publish", 15), ("back_to_draft", 19)):
        for entries in (few, many):
            address = url("changelist", RoleLevel)
            ticked = {"action": action, "_selected_action": [entry.pk for entry in entries]}
            with django_assert_num_queries(number):
                admin_client.post(address, ticked)


def test_skills_are_replaced_within_their_framework(admin_client):
    old = make_skill()
    new = make_skill(framework=old.framework)
    confirm(admin_client, "withdraw", old, **{f"successor-{old.pk}": new.pk})
    assert Skill.objects.get(pk=old.pk).successor == new
