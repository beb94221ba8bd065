"""Every answer with text is compressed as its browser takes it."""

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from capframe.page_cache.compression import (
    CompressionMiddleware,
    choose_encoding,
    compress,
    decompress,
)

TEXT = b"A capability framework says what each job asks of the person in it. " * 20


def answer(response, accepted="gzip, br"):
    request = RequestFactory().get("/", headers={"accept-encoding": accepted})
    return CompressionMiddleware(lambda request: response)(request)


@pytest.mark.parametrize(
    ("accepted", "chosen"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("GZIP", "gzip"),
        ("gzip;q=1.0, br;q=0.5", "br"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br; q=0.000, *", "gzip"),
        ("*", "br"),
        ("*;q=0", ""),
        ("identity", ""),
        ("", ""),
    ],
)
def test_the_best_encoding_that_is_taken(accepted, chosen):
    assert choose_encoding(accepted) == chosen


@pytest.mark.parametrize("encoding", ["br", "gzip", ""])
def test_what_is_compressed_comes_out_as_it_was(encoding):
    for kept in (False, True):
        assert decompress(compress(TEXT, encoding, kept=kept), encoding) == TEXT


@pytest.mark.parametrize("kind", ["text/html; charset=utf-8", "text/csv", "image/svg+xml"])
def test_texts_are_compressed(kind):
    response = answer(HttpResponse(TEXT, content_type=kind))
    assert response["Content-Encoding"] == "br"
    assert response["Vary"] == "Accept-Encoding"
    assert int(response["Content-Length"]) == len(response.content) < len(TEXT) / 5
    assert decompress(response.content, "br") == TEXT


def test_what_comes_in_pieces_is_compressed_as_one():
    response = answer(StreamingHttpResponse([TEXT, TEXT], content_type="text/plain"), "gzip")
    assert decompress(b"".join(response), "gzip") == TEXT * 2


@pytest.mark.parametrize("kind", ["image/png", "application/pdf"])
def test_what_is_no_text_is_left(kind):
    response = answer(HttpResponse(TEXT, content_type=kind))
    assert response.content == TEXT
    assert not response.has_header("Vary")


def test_what_is_compressed_already_is_left():
    response = answer(HttpResponse(TEXT, headers={"Content-Encoding": "br"}))
    assert response.content == TEXT


def test_a_browser_that_takes_none_gets_the_text():
    response = answer(HttpResponse(TEXT), "identity")
    assert response.content == TEXT
    assert response["Vary"] == "Accept-Encoding"


def test_a_short_text_is_left():
    assert answer(HttpResponse(b"ok")).content == b"ok"


def test_part_of_a_file_is_left():
    response = answer(HttpResponse(TEXT, content_type="text/plain", status=206))
    assert response.content == TEXT


def test_its_tag_no_longer_vouches_for_every_byte():
    response = answer(HttpResponse(TEXT, headers={"ETag": '"a"'}))
    assert response["ETag"] == 'W/"a"'


def test_the_pages_of_the_admin_are_compressed(client, db):
    response = client.get("/admin/login/", headers={"accept-encoding": "br"})
    assert response["Content-Encoding"] == "br"
    assert b"csrfmiddlewaretoken" in decompress(response.content, "br")
