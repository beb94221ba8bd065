"""So much is kept, of one state of the catalogue."""

from capframe.page_cache.kept_pages import BESIDE, KeptPages, keep

PAGE = keep(b"text " * 100, (("Content-Type", "text/html"),), "br")


def test_a_page_is_found_under_its_state_and_key():
    pages = KeptPages(10**6)
    assert pages.find("state", "key") is None
    pages.put("state", "key", PAGE)
    assert pages.find("state", "key") is PAGE
    assert pages.find("state", "other") is None


def test_all_pages_of_another_state_are_let_go():
    pages = KeptPages(10**6)
    pages.find("state", "key")
    pages.put("state", "key", PAGE)
    assert pages.find("later", "key") is None
    assert pages.find("state", "key") is None
    assert pages.size == 0


def test_a_page_that_was_made_while_the_state_changed_is_not_kept():
    pages = KeptPages(10**6)
    pages.find("state", "key")
    pages.find("later", "other")
    pages.put("state", "key", PAGE)
    assert (pages.find("later", "key"), pages.size) == (None, 0)


def test_what_was_not_asked_for_the_longest_goes_first():
    pages = KeptPages(2 * PAGE.size)
    pages.find("state", "")
    for key in ("first", "second"):
        pages.put("state", key, PAGE)
    pages.find("state", "first")
    pages.put("state", "third", PAGE)
    found = [key for key in ("first", "second", "third") if pages.find("state", key)]
    assert found == ["first", "third"]
    assert pages.size == 2 * PAGE.size


def test_a_page_in_place_of_itself_takes_no_more_room():
    pages = KeptPages(10**6)
    pages.find("state", "")
    pages.put("state", "key", PAGE)
    pages.put("state", "key", PAGE)
    assert pages.size == PAGE.size > BESIDE


def test_a_page_too_large_for_all_the_room_is_not_kept():
    pages = KeptPages(10)
    pages.find("state", "")
    pages.put("state", "key", PAGE)
    assert pages.find("state", "key") is None


def test_a_page_is_known_by_its_text_whatever_it_was_asked_for_in():
    assert keep(b"text", (), "gzip").tag == keep(b"text", (), "br").tag != keep(b"t", (), "br").tag
