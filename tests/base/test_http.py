"""Addresses that are too long, forms of other sites, and what messages repeat of what was sent."""

import pytest

from capframe.base.http import (
    LONGEST_ADDRESS,
    Refused,
    quoted,
    refuse_other_sites,
    shown,
    unknown_names,
)

TOO_LONG = "q=" + "x" * LONGEST_ADDRESS


def query_for(path):
    """The longest query that may stand after this path."""
    return "q=" + "x" * (LONGEST_ADDRESS - len(path) - 2)


@pytest.mark.django_db
def test_an_address_of_the_most_characters_is_answered(client):
    path = "/accessibility/"
    assert client.get(f"{path}?{query_for(path)}").status_code == 200
    assert client.get(f"{path}?{query_for(path)}x").status_code == 414


@pytest.mark.django_db
@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_a_longer_one_is_refused_before_anything_reads_it(
    client, method, django_assert_num_queries
):
    with django_assert_num_queries(0):
        response = getattr(client, method)(f"/roles/?{TOO_LONG}")
    assert response.status_code == 414
    assert len(response.content) < 10_000


@pytest.mark.django_db
@pytest.mark.parametrize(
    "address",
    [
        "/roles",  # which has no slash at its end, so that others are led to the one that has
        "/compare/tray/",  # leads on
        "/import/",  # leads to where one signs in
        "/nowhere/",
        "/healthz",
        "/robots.txt",
        "/admin/",
    ],
)
def test_wherever_it_would_lead(client, address):
    response = client.get(f"{address}?{TOO_LONG}")
    assert response.status_code == 414
    assert "Location" not in response


def test_a_path_without_end_is_refused_too(client):
    assert client.get("/roles/" + "x" * LONGEST_ADDRESS + "/").status_code == 414


def test_the_refusal_says_how_long_it_may_be_and_repeats_nothing(client):
    response = client.get(f"/roles/?{TOO_LONG}")
    assert "8,009 characters, and at most 8,000 are read" in response.text
    assert "choose fewer filters" in response.text
    assert "xxx" not in response.text
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_text_is_shown_short_and_without_control_characters():
    assert shown("a\0b\u202ec\nd" + "x" * 1000) == "abcd" + "x" * 96


def test_of_many_texts_the_first_are_quoted():
    assert quoted(["b", "a"]) == "“a”, “b”"
    texts = [f"{number:04}" for number in range(2000)]
    assert quoted(texts).startswith("“0000”, “0001”")
    assert quoted(texts).endswith("“0009” and 1,990 more")
    assert quoted(texts[:10]).endswith("“0009”")


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "same-origin"},
        {"sec-fetch-site": "same-origin", "origin": "null"},
        {"origin": "http://testserver"},
        {"origin": "https://of.the.proxy"},
    ],
)
def test_forms_of_this_site_are_taken(rf, settings, headers):
    settings.CSRF_TRUSTED_ORIGINS = ["https://of.the.proxy"]
    refuse_other_sites(rf.post("/compare/tray/", headers=headers))


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": ""},
        {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
        {"origin": "https://example.org"},
        {"origin": "https://testserver"},  # over another protocol
        {"origin": "http://testserver:8080"},
        {"origin": "http://testserver.example.org"},
        {"origin": "null"},
        {"origin": ""},
        {"referer": "http://testserver/"},
    ],
)
def test_forms_of_others_are_refused(rf, headers):
    with pytest.raises(Refused) as refusal:
        refuse_other_sites(rf.post("/compare/tray/", headers=headers))
    assert refusal.value.status == 403


def test_names_that_a_page_does_not_know(rf):
    request = rf.get("/?a=1&b=1&c=&d=+&e=&e=1")
    assert unknown_names(request, ["a"]) == ["b", "e"]
