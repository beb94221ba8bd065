import pytest

from tests.roles.views.comparisons import LADDER, page

pytestmark = pytest.mark.django_db


def test_differences_only_leaves_out_what_stays(client, catalogue):
    full, differences = page(client, *LADDER, view="full"), page(client, *LADDER, view="steps")
    health = "Ensure own compliance"
    assert health in full
    assert health not in differences
    assert "the whole of Health and safety" in differences
