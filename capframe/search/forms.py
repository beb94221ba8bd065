from typing import Any

from django import forms

from capframe.base.forms import DesignForm
from capframe.search.kinds import SearchKind
from capframe.search.queries import Query


class SearchForm(DesignForm):
    """Searches again, among the same kind of result."""

    q = forms.CharField(
        label="Search the roles, skills, job families, grades, workstreams and statements",
        widget=forms.SearchInput,
    )
    kind = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, query: Query, kind: SearchKind | None, **kwargs: Any) -> None:
        super().__init__(initial={"q": query.text, "kind": kind and kind.name}, **kwargs)
        if kind is None:
            del self.fields["kind"]
