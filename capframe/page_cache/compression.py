"""Texts as browsers take them: compressed by brotli or gzip.

Compressing what holds a secret beside what somebody else chose would give the secret away by its
length (BREACH). The pages with forms of ours hold one, Django's token, which Django writes
differently on each of them for this reason.
"""

import gzip
from collections.abc import Callable
from functools import lru_cache

import brotli
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.cache import patch_vary_headers

BROTLI, GZIP, PLAIN = "br", "gzip", ""
# Beginnings of types that are texts; pictures, workbooks and Word files are compressed already.
TEXTS = ("text/", "application/json", "application/javascript", "image/svg+xml")
# A shorter text takes one packet in any case.
SHORTEST = 200
# Set in a request whose answer is to come whole where it is a page that can be kept.
WHOLE = "capframe.whole"
# What is kept is compressed once and sent many times; anything else is sent once. Above 3 brotli
# takes four to six times as long for a tenth less.
KEPT, ONCE = {BROTLI: 7, GZIP: 9}, {BROTLI: 3, GZIP: 4}
# How far back brotli looks for what it has seen, as a power of two: 64 KB. With its usual 4 MB
# pages are 1 to 6 % shorter, but take up to three times as long and ten megabytes of memory.
WINDOW = 16


@lru_cache(maxsize=100)  # browsers send few
def choose_encoding(accepted: str) -> str:
    """The best encoding that an Accept-Encoding header takes; empty where it takes none of ours."""
    taken = {}
    for part in accepted.lower().split(","):
        name, _, weight = part.partition(";")
        taken[name.strip()] = weight.replace(" ", "").rstrip("0.") != "q="
    for encoding in (BROTLI, GZIP):
        if taken.get(encoding, taken.get("*", False)):
            return encoding
    return PLAIN


def compress(text: bytes, encoding: str, *, kept: bool = False) -> bytes:
    """The text in the encoding. The same text always gives the same bytes."""
    quality = (KEPT if kept else ONCE).get(encoding, 0)
    if encoding == BROTLI:
        return bytes(brotli.compress(text, mode=brotli.MODE_TEXT, quality=quality, lgwin=WINDOW))
    return gzip.compress(text, quality, mtime=0) if encoding == GZIP else text


def decompress(content: bytes, encoding: str) -> bytes:
    if encoding == BROTLI:
        return bytes(brotli.decompress(content))
    return gzip.decompress(content) if encoding == GZIP else content


def is_keepable(response: HttpResponseBase) -> bool:
    """Whether it is a page that is the same for all who have no cookies, until something changes.

    A view that says itself how its page is cached knows better.
    """
    return (
        response.status_code == 200
        and not response.streaming
        and response.get("Content-Type", "").startswith("text/html")
        and not response.cookies
        and not response.has_header("Cache-Control")
    )


class CompressionMiddleware:
    """Compresses every answer with text that is not compressed already."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if WHOLE in request.META and is_keepable(response):
            return response
        kind = response.get("Content-Type", "").lower()
        if not kind.startswith(TEXTS) or response.has_header("Content-Encoding"):
            return response
        patch_vary_headers(response, ["Accept-Encoding"])
        encoding = choose_encoding(request.META.get("HTTP_ACCEPT_ENCODING", ""))
        if encoding and response.status_code not in {206, 304}:
            compress_response(response, encoding)
        return response


def compress_response(response: HttpResponseBase, encoding: str) -> None:
    """Compress what it holds, if that makes it shorter."""
    text = b"".join(response) if response.streaming else response.content  # type: ignore[attr-defined]
    content = compress(text, encoding) if len(text) >= SHORTEST else text
    if len(content) < len(text):
        response["Content-Encoding"] = encoding
        if etag := response.get("ETag"):
            response["ETag"] = f"W/{etag.removeprefix('W/')}"  # other bytes than it was made for
    else:
        content = text
    if response.streaming:
        response.streaming_content = [content]  # type: ignore[attr-defined]
    else:
        response.content = content  # type: ignore[attr-defined]
    response["Content-Length"] = str(len(content))
