from capframe.page_cache.kept_pages import BESIDE, keep

PAGE = keep(b"text " * 100, (("Content-Type", "text/html"),), "br")


def test_a_page_takes_room_for_its_bodies_and_what_stands_beside_them():
    assert BESIDE < PAGE.size < PAGE.also_in("gzip").size


def test_a_page_is_known_by_its_text_whatever_it_was_asked_for_in():
    assert keep(b"text", (), "gzip").tag == keep(b"text", (), "br").tag != keep(b"t", (), "br").tag
