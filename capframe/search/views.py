from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from capframe.base.http import quoted, refuse_unknown, unknown_names
from capframe.base.pagination import page_of
from capframe.search.finding import SearchResults, find
from capframe.search.fulltext import CAP
from capframe.search.kinds import SEARCH_KINDS, SearchKind
from capframe.search.queries import QUERY_CHARACTERS, QUERY_WORDS, Query
from capframe.search.results import make_groups

# How many results of a kind stand among those of the other kinds.
FIRST = 10


def search(request: HttpRequest) -> HttpResponse:
    """What is found by ``?q=``: the first of each kind, or all of one ``?kind=`` by pages."""
    query = Query.parse(request.GET.get("q", ""))
    kind = read_kind(request.GET.get("kind", ""))
    results = find(query, [kind] if kind else list(SEARCH_KINDS.values()))
    page = page_of(request, results.by_kind[0].groups if kind and results.by_kind else [])
    if kind:
        shown = [(matches, list(page.object_list)) for matches in results.by_kind]
    else:
        shown = [(matches, matches.groups[:FIRST]) for matches in results.by_kind]
    context = {
        "query": query,
        "kind": kind,
        "results": results,
        "groups": make_groups(results.query, shown),
        "page": page,
        "parameters": [("q", query.text), *([("kind", kind.name)] if kind else [])],
        "heading": make_heading(query, results, kind),
        "unknown": quoted(unknown_names(request, ["q", "kind", "page"])),
        "limits": {"cap": CAP, "characters": QUERY_CHARACTERS, "words": QUERY_WORDS},
    }
    return render(request, "search/results.html", context)


def read_kind(name: str) -> SearchKind | None:
    """The kind that the address asks for, None for all. Raises Refused for an unknown one."""
    if name:
        refuse_unknown(name, SEARCH_KINDS, "a kind of result")
    return SEARCH_KINDS.get(name)


def make_heading(query: Query, results: SearchResults, kind: SearchKind | None) -> str:
    if not query.text:
        return "Search"
    number = results.number if results.by_kind else "no"
    noun = "result" if number == "1" else "results"
    count = f"{number} {noun} for “{results.query.text}”"
    return f"{kind.heading}: {count}" if kind else count[0].upper() + count[1:]
