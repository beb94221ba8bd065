"""What was done to many entries is undone as one."""

import re

from roles.models import RoleLevel
from tests.admin_forms import Fields
from tests.base.test_admin_actions import confirm
from tests.factories import make_role_level


def test_the_list_leads_to_undoing_all_of_it(admin_client):
    levels = [make_role_level() for _ in range(3)]
    page = confirm(admin_client, "withdraw", *levels, ticked=levels[:2]).content.decode()
    address = re.search('<a href="([^"]*/undo/[^"]*)">Undo this change</a>', page)[1]
    page = admin_client.get(address).content.decode()
    assert "2 entries" in page
    assert RoleLevel.objects.filter(status="withdrawn").count() == 2
    assert Fields(page).values


def test_where_nothing_was_changed_there_is_nothing_to_undo(admin_client):
    level = make_role_level(status="withdrawn")
    page = confirm(admin_client, "withdraw", level)
    assert "Undo this change" not in page.content.decode()
