"""The page of search results."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from capframe.base.http import refuse_unknown
from capframe.base.pagination import page_of
from capframe.search.fulltext import CAP
from capframe.search.kinds import KINDS, Kind
from capframe.search.results import Findings, groups_of
from capframe.search.words import QUERY_CHARACTERS, QUERY_WORDS, Query

# How many results of a kind stand among those of the other kinds.
FIRST = 10


def search(request: HttpRequest) -> HttpResponse:
    """What is found by ``?q=``: the first of each kind, or all of one ``?kind=`` by pages."""
    query = Query.read(request.GET.get("q", ""))
    kind = kind_named(request.GET.get("kind", ""))
    findings = Findings.of(query, [kind] if kind else list(KINDS.values()))
    page = page_of(request, findings.kinds[0].entries if kind and findings.kinds else [])
    if kind:
        shown = [(found, list(page.object_list)) for found in findings.kinds]
    else:
        shown = [(found, found.entries[:FIRST]) for found in findings.kinds]
    context = {
        "query": query,
        "kind": kind,
        "kinds": KINDS.values(),
        "findings": findings,
        "groups": groups_of(query, shown),
        "page": page,
        "heading": heading(query, findings, kind),
        "limits": {"cap": CAP, "characters": QUERY_CHARACTERS, "words": QUERY_WORDS},
    }
    return render(request, "search/results.html", context)


def kind_named(name: str) -> Kind | None:
    """The kind that the address asks for, None for all. Raises Refused for an unknown one."""
    if name:
        refuse_unknown(name, KINDS, "a kind of result")
    return KINDS.get(name)


def heading(query: Query, findings: Findings, kind: Kind | None) -> str:
    """How many results there are, for what."""
    if not query.text:
        return "Search"
    number = findings.number if findings.kinds else "no"
    results = "result" if number == "1" else "results"
    count = f"{number} {results} for “{query.text}”"
    return f"{kind.heading}: {count}" if kind else count[0].upper() + count[1:]
