import re

import pytest
from django.test import RequestFactory

from capframe.security.requests import client_address

NUMBER = "0f5c8b1e-aaaa-bbbb-cccc-0123456789ab"


@pytest.fixture
def trusted(settings):
    settings.TRUST_PROXY = True


def address(remote="10.0.0.1", **headers):
    return client_address(RequestFactory().get("/", REMOTE_ADDR=remote, headers=headers))


def test_nobody_says_where_they_come_from_without_a_proxy():
    assert address(**{"x-forwarded-for": "203.0.113.9"}) == "10.0.0.1"


@pytest.mark.parametrize(
    ("forwarded", "expected"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("192.0.2.66, 203.0.113.9", "203.0.113.9"),
        ("203.0.113.9, 2001:DB8::0:1", "2001:db8::1"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("", "10.0.0.1"),
        ("203.0.113.9, elsewhere\r\nforged", "10.0.0.1"),
    ],
)
def test_of_a_trusted_proxy_only_its_own_word_is_taken(trusted, forwarded, expected):
    assert address(**{"x-forwarded-for": forwarded}) == expected


def test_a_socket_has_no_address():
    assert address(remote="") is None


def test_every_answer_has_a_number_of_its_own(client):
    numbers = {client.get("/robots.txt")["X-Request-ID"] for _ in range(3)}
    assert len(numbers) == 3
    assert all(re.fullmatch("[0-9a-f]{32}", number) for number in numbers)


def test_a_number_of_anybodys_is_not_taken(client):
    answer = client.get("/robots.txt", headers={"x-request-id": NUMBER})
    assert answer["X-Request-ID"] != NUMBER


def test_the_number_of_a_trusted_proxy_is_kept(client, trusted):
    answer = client.get("/robots.txt", headers={"x-request-id": NUMBER})
    assert answer["X-Request-ID"] == NUMBER


@pytest.mark.parametrize(
    "wrong", ["", "short", "x" * 65, "a b c d e f g", "12345678\n", "ümläutäö"]
)
def test_a_number_that_could_forge_is_replaced(client, trusted, wrong):
    answer = client.get("/robots.txt", headers={"x-request-id": wrong})
    assert re.fullmatch("[0-9a-f]{32}", answer["X-Request-ID"])
