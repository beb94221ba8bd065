"""How the tests ask search, and read what it answers."""

import re
from html import unescape

from capframe.search.fulltext import match_all
from capframe.search.kinds import SEARCH_KINDS
from capframe.search.queries import Query


def page(client, status=200, **query):
    """The text of the page, tags and all, with its white space made plain."""
    response = client.get("/search/", query)
    assert response.status_code == status
    return " ".join(response.content.decode().split())


def heading(html):
    return unescape(re.search("<h1.*?>(.*?)</h1>", html)[1])


def headings(html):
    return [unescape(text).strip() for text in re.findall("<h2[^>]*>(.*?)</h2>", html)]


def titles(text, search=match_all, **options):
    """The titles found, by kind, best first."""
    return {
        matches.kind.name: [group[0].title for group in matches.groups]
        for matches in search(Query.parse(text), **options)
    }


def texts(text, search=match_all):
    """The texts of the statements found, best first."""
    (matches,) = search(Query.parse(text), [SEARCH_KINDS["statements"]])
    return [group[0].text for group in matches.groups]
