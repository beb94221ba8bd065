"""The pages around signing in, for whoever cannot see, has no mouse or a narrow screen."""

import pytest

from tests.browser.axe import violations
from tests.browser.conftest import follow, size

PAGES = {
    "sign in": "/admin/login/",
    "ask for a mail": "/admin/password_reset/",
    "mail is sent": "/admin/password_reset/done/",
    "a link that is no more": "/admin/password_reset/MQ/no-token/",
    "password is set": "/admin/password_reset/complete/",
}


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES.keys())
def test_axe_finds_nothing_in_the_pages_around_signing_in(read_page, width, path):
    page = read_page(path, width)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_axe_finds_nothing_in_the_page_that_says_to_wait(open_page):
    page = open_page("/admin/login/")
    for _ in range(5):
        page.get_by_label("Username").fill("nobody")
        page.get_by_label("Password").fill("wrong")
        follow(page, page.get_by_role("button", name="Log in"))
    assert "for 15 minutes; then try again" in page.inner_text("#content")
    for width in (1280, 320):
        page.set_viewport_size(size(width))
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
