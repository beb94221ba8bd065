"""The page that asks about names that are new in a file."""

import pytest

from capframe.imports.models import Import
from capframe.plans.files.new_names import NEAR_DUPLICATES, RENAMES
from capframe.plans.files.questions import Option, Question, pack_questions

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("group", [NEAR_DUPLICATES, RENAMES])
def test_it_says_what_is_left_as_it_is(browser, publisher, group):
    question = Question("name", group, "New?", options=(Option("new", "Yes"),), is_required=False)
    imported = Import.objects.create(
        kind="roles",
        by=publisher,
        file_name="roles.csv",
        size=1,
        state=Import.State.CHECKED,
        questions=pack_questions([question]),
    )
    page = browser.get(f"{imported.get_absolute_url()}questions/{group}/").content.decode()
    assert "A name that you leave as it is goes in as a new entry." in page
