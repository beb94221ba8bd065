"""Every address of the resolver, with what may stand in its path and in its query."""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from random import Random
from urllib.parse import quote

from django.contrib import admin
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model
from django.urls import URLPattern, URLResolver, get_resolver, resolve

from capframe.base.models import Addressed, entry_models
from capframe.imports.kinds import IMPORT_KINDS
from capframe.imports.models import Import
from capframe.plans.models import UnpublishedChange
from capframe.previews.links import sign_link
from tests.fuzzing.values import nasty

TOKEN = re.compile(r"<(?:\w+:)?(\w+)>")
GROUP = re.compile(r"\(\?P<(\w+)>(?:[^()]|\([^()]*\))*\)")
PAGES = ("changelist", "add", "change", "delete", "history", "export")


@dataclass(frozen=True)
class Address:
    """A pattern of the resolver.

    Args:
        name: with its namespaces; of one without, its route.
        route: with ``<name>`` for what is captured.
        kind: what it is counted under.
        model: that a page of the admin is about.
        known: what the captured parts may be, so that something is there.
    """

    name: str
    route: str
    kind: str
    model: type[Model] | None = None
    known: Sequence[dict[str, str]] = field(default_factory=list)

    def path(self, rng: Random) -> str:
        """A path, mostly of something that is there."""
        captured = dict(rng.choice(self.known)) if self.known else {}
        for name in TOKEN.findall(self.route):
            if name not in captured or rng.random() < 0.15:
                captured[name] = nasty(rng)
        return "/" + TOKEN.sub(
            lambda found: quote(captured.get(found[1], ""), errors="surrogatepass"), self.route
        )


def all_addresses() -> list[Address]:
    """The addresses of the site, in the resolver's order."""
    known = what_is_there()
    models = admin_pages()
    found = []
    for name, route in walk():
        model, page = models.get(name, (None, ""))
        kind = f"admin {page or 'others'}" if name.startswith("admin:") else name.split(":")[0]
        keys = known_keys(model) if model else known.get(name, [])
        found.append(Address(name, route, kind, model, keys))
    return found


def walk(patterns: Sequence | None = None, namespace: str = "", route: str = "") -> Iterator:
    """The name and the route of each pattern, those of what is included too."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        whole = route + GROUP.sub(r"<\1>", str(pattern.pattern)).strip("^$").replace(r"\Z", "")
        if isinstance(pattern, URLResolver):
            inner = f"{pattern.namespace}:" if pattern.namespace else ""
            yield from walk(pattern.url_patterns, namespace + inner, whole)
        else:
            assert isinstance(pattern, URLPattern)
            yield namespace + (pattern.name or f"nameless {pattern.pattern}"), whole


def admin_pages() -> dict[str, tuple[type[Model], str]]:
    """The model and the kind of page of each address of a model in the admin, by its name."""
    pages = {}
    for model in admin.site._registry:
        stem = f"{model._meta.app_label}_{model._meta.model_name}"
        for name, _ in walk():
            if name.startswith(f"admin:{stem}_"):
                page = name.removeprefix(f"admin:{stem}_")
                pages[name] = model, page if page in PAGES else "others"
    return pages


def known_keys(model: type[Model]) -> list[dict[str, str]]:
    keys = model._default_manager.order_by("pk").values_list("pk", flat=True)[:20]
    return [{"object_id": str(key), "id": str(key)} for key in keys]


def what_is_there() -> dict[str, list[dict[str, str]]]:
    """What may be captured for something to be there, by the name of the address."""
    known = defaultdict(list)
    for model in entry_models():
        if issubclass(model, Addressed):
            for entry in model._default_manager.order_by("pk")[:100]:
                match = resolve(entry.get_absolute_url())
                known[match.view_name].append(match.kwargs)
    for name, route in walk():
        if name.startswith("imports:"):
            known[name] = known_imports() if "<uuid:" in route else known_files()
    known["admin:view_on_site"] = [
        {"content_type_id": str(kind.pk), "object_id": "1"} for kind in ContentType.objects.all()
    ]
    known["admin:app_list"] = [{"app_label": app} for app in ("roles", "auth", "base")]
    return known | known_changes()


def known_changes() -> dict[str, list[dict[str, str]]]:
    """What was changed, deleted and kept unpublished, by the name of the address that takes it."""
    keys = [str(pk) for pk in UnpublishedChange.objects.values_list("pk", flat=True)]
    known = {
        f"admin:plans_unpublished_{page}": [{"pk": key, "place": "0"} for key in keys]
        for page in ("change", "choices", "discard", "publish", "take_out")
    }
    rows = [
        (model._meta.label_lower, row.history_type, str(row.history_id))
        for model in entry_models()
        for row in model.history.order_by("-history_id")[:5]
    ]
    named = [{"label": label, "history_id": pk} for label, _, pk in rows]
    known |= {"admin:plans_undo": named, "admin:plans_restore": named}
    known["admin:plans_put_back"] = [
        {"label": label, "history_id": pk} for label, kind, pk in rows if kind == "-"
    ]
    previewed = [{"kind": "unpublished", "key": key, "rest": "roles/"} for key in keys]
    known |= {f"previews:{page}": previewed for page in ("open", "share", "page")}
    tokens = [sign_link("unpublished", key)[0] for key in keys]
    known["previews:link"] = [{"token": token, "rest": "families/"} for token in tokens]
    return known


def known_imports() -> list[dict[str, str]]:
    keys = Import.objects.order_by("made_at").values_list("pk", flat=True)
    return [{"pk": str(key), "ending": ending} for key in keys for ending in ("csv", "json", "txt")]


def known_files() -> list[dict[str, str]]:
    """The files that there are of each kind of import."""
    return [
        {"kind": kind, "what": what, "ending": ending}
        for kind in IMPORT_KINDS
        for what in ("template", "example", "export")
        for ending in ("csv", "tsv", "xlsx", "ods")
    ]
