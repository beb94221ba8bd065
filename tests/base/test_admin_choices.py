"""What the admin's forms do with another entry that can be none."""

import pytest
from django.urls import reverse

from tests.admin_forms import load
from tests.factories import make_role_level


@pytest.mark.parametrize("chosen", ["abc", "1.5", "9" * 30, "\0", "-1", "1,2", "🙂"])
def test_a_form_with_what_can_be_no_entry_is_shown_again(chosen, admin_client):
    level = make_role_level(sections={"Responsibilities": ["Plan"]})
    address = reverse("admin:roles_rolelevel_change", args=[level.pk])
    fields = load(admin_client, address) | {"role": chosen, "sections-0-source": chosen}
    response = admin_client.post(address, fields | {"title": "As typed"})
    assert response.status_code == 200
    form = response.context["adminform"].form
    assert {"role"} <= set(form.errors)
    assert 'value="As typed"' in response.content.decode()
