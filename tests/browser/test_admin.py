import pytest

from tests.browser.axe import violations
from tests.browser.conftest import sign_in

PAGES = {
    "index": "/admin/",
    "list": "/admin/roles/rolelevel/",
    "add": "/admin/roles/rolelevel/add/",
    "change": "/admin/roles/rolelevel/1/change/",
    "history": "/admin/roles/rolelevel/1/history/",
    "export": "/admin/roles/rolelevel/export/",
    "delete": "/admin/roles/jobfamily/1/delete/",
}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_axe_finds_nothing_in_the_admin(open_page, path):
    page = open_page("/")
    sign_in(page)
    assert page.goto(path).status == 200
    assert violations(page) == []


def test_a_choice_is_found_by_typing(open_page):
    page = open_page("/")
    sign_in(page)
    page.goto("/admin/roles/rolelevel/add/")
    page.locator(".field-role .select2-selection").click()
    page.locator(".select2-search__field").fill("talent")
    page.locator(".select2-results__option", has_text="Head of Talent").click()
    assert page.locator(".field-role .select2-selection").inner_text().startswith("Head of Talent")
