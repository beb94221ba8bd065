"""Reads a site as any visitor can: every link, every choice of a form, every file."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser
from io import BytesIO
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit
from zipfile import ZipFile

from capframe.base.addresses import with_query

# What is not a page of the catalogue, and what an answer says anew each time.
ELSEWHERE = ("/admin/", "/import/", "/static/")
MADE_ANEW = re.compile(r'name="csrfmiddlewaretoken" value="[^"]*"|<dcterms:\w+[^>]*>[^<]*<')


class Links(HTMLParser):
    """The addresses that a page leads to; of its GET forms, one for each choice."""

    def __init__(self, html: str, address: str) -> None:
        super().__init__()
        self.found: dict[str, None] = {}
        self._address, self._form, self._select = address, None, ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: Any) -> None:
        has = dict(attrs)
        if tag == "a" and has.get("href"):
            self._add(has["href"])
        elif tag == "form" and has.get("method") == "get":
            self._form = has.get("action") or ""
        elif tag == "select":
            self._select = has.get("name", "")
        elif self._form is not None and has.get("value"):
            name = self._select if tag == "option" else has.get("name")
            is_choice = has.get("type", "option") in ("option", "checkbox", "radio", "submit")
            if name and is_choice and "formmethod" not in has:
                self._add(with_query(self._form, [(name, has["value"])]))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None

    def _add(self, link: str) -> None:
        whole = urljoin(f"//site{self._address}", link)
        if whole.startswith("//site/"):
            self.found[whole.removeprefix("//site").partition("#")[0]] = None


@dataclass
class Crawl:
    """What a visitor is answered.

    Args:
        client: the visitor's browser.
        answers: status, where it leads and text, by address.
    """

    client: Any
    answers: dict[str, tuple[int, str, str]] = field(default_factory=dict)

    def ask(self, addresses: Iterable[str]) -> "Crawl":
        for address in addresses:
            self.keep(address, self.client.get(address))
        return self

    def keep(self, name: str, answer: Any) -> None:
        self.answers[name] = (answer.status_code, answer.get("Location", ""), text_of(answer))

    def follow(self, addresses: Iterable[str], most: int) -> "Crawl":
        """Ask at these addresses and at all that they lead to. Fails for more than so many.

        Of the files that pages lead to, and that differ only in what their addresses' parameters
        say, one is asked for: each holds what its page does.
        """
        waiting, files = list(addresses), set()
        named = set(waiting)
        while waiting:
            address = waiting.pop()
            if address in self.answers or urlsplit(address).path.startswith(ELSEWHERE):
                continue
            file = sort_of_file(address)
            if file and file in files and address not in named:
                continue
            files.add(file)
            self.ask([address])
            assert len(self.answers) <= most, "The site is larger than the test means it to be."
            _, location, text = self.answers[address]
            waiting += [location] if location.startswith("/") else []
            waiting += Links(text, address).found if text.startswith("<!DOCTYPE html>") else []
        return self

    def naming(self, word: str) -> list[str]:
        """The addresses whose answers hold a word, in whatever case."""
        word = word.casefold()
        return [
            address
            for address, (_, location, text) in self.answers.items()
            if word in location.casefold() or word in text.casefold()
        ]


def sort_of_file(address: str) -> tuple[str, ...]:
    """Path, format and parameters of a file, without what these say; empty for a page."""
    parts = urlsplit(address)
    given = parse_qs(parts.query)
    return (parts.path, *given.get("format", ()), *sorted(given)) if "format" in given else ()


def text_of(answer: Any) -> str:
    """What an answer says; of an office file, what is written in all of its parts."""
    content = answer.content
    if content.startswith(b"PK"):
        with ZipFile(BytesIO(content)) as parts:
            content = b"\n".join(parts.read(name) for name in sorted(parts.namelist()))
    return MADE_ANEW.sub("", content.decode(errors="replace"))
