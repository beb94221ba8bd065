"""Keeping a change of many entries unpublished."""

import pytest
from django.urls import reverse

from capframe.plans.models import UnpublishedChange
from roles.models import RoleLevel
from tests.admin_forms import Fields
from tests.base.test_admin_actions import act, confirm
from tests.factories import make_grade, make_role_level
from tests.plans.test_keep_unpublished import changes_of, editor, preparer

__all__ = ["editor", "preparer"]
BUTTONS = ("Keep unpublished", "Preview")
KEEP = {"confirmed": BUTTONS[0]}

pytestmark = pytest.mark.django_db


def kept_values():
    """What the only unpublished change would give its entries."""
    return [after for _, _, after in changes_of(UnpublishedChange.objects.get())]


@pytest.mark.parametrize("who", ["editor", "preparer"])
def test_a_withdrawal_of_many_is_kept_unpublished(who, request):
    client = request.getfixturevalue(who)
    levels = [make_role_level() for _ in range(3)]
    page = act(client, "withdraw", *levels).content.decode()
    assert [f'name="confirmed" value="{button}"' in page for button in BUTTONS] == [True, True]
    assert ('name="confirmed"\n            value="yes"' in page) == (who == "editor")
    answer = confirm(client, "withdraw", *levels, ticked=levels[:2], reason="Next year", **KEEP)
    assert "Kept unpublished: “Next year”" in answer.content.decode()
    assert {value["status"] for value in kept_values()} == {"withdrawn"}
    assert len(kept_values()) == 2
    assert not RoleLevel.objects.exclude(status="published").exists()


def test_a_preview_of_it_keeps_it_and_opens_it(preparer):
    level = make_role_level()
    sent = {"reason": "Gone", "ticked": [level], "confirmed": BUTTONS[1]}
    opened = confirm(preparer, "withdraw", level, **sent).redirect_chain
    change = UnpublishedChange.objects.get()
    assert opened[0][0] == reverse("previews:open", args=["unpublished", change.pk])
    assert opened[1][0].startswith("/preview/")


def test_what_is_wrong_with_the_page_is_said_and_nothing_kept(preparer):
    level = make_role_level()
    page = confirm(preparer, "withdraw", level, reason="", **KEEP)
    assert "Say why" in page.content.decode()
    assert not UnpublishedChange.objects.exists()


def test_another_grade_of_many_is_kept_unpublished(preparer):
    old, new = make_grade(), make_grade()
    level = make_role_level(grade=old)
    shown = act(preparer, "change_grade", level, show="yes", value=new.pk, ticked=[level.pk])
    fields = Fields(shown.content.decode()).values
    sent = {name: fields[name] for name in ("seen", "shown")}
    sent |= {"value": new.pk, "ticked": [level.pk], "reason": "Next year", **KEEP}
    act(preparer, "change_grade", level, **sent)
    assert kept_values() == [{"grade_id": new.pk}]
    assert RoleLevel.objects.get().grade == old
