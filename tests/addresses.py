"""Every address of the site, each with an entry that is there, for what asks all of them."""

from collections.abc import Iterator
from uuid import UUID

from django.contrib import admin
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from capframe.base.models import Source
from capframe.imports.models import Import
from grades.models import Grade
from roles.models import RoleLevel, Workstream
from skills.models import Skill


def public_addresses() -> dict[str, str]:
    """The address of each route outside of the admin, by the route's name.

    It takes a seeded catalogue. Raises NoReverseMatch for a route that nothing is known for.
    """
    known = entry_addresses() | other_addresses()
    names = [name for name in routes() if not name.startswith("admin:")]
    return {
        name: known[name] if name in known else reverse(name)
        for name in names
        if not needs_an_import(name)
    }


def routes() -> list[str]:
    """The names of all routes, with their namespaces, each once."""
    return list(dict.fromkeys(names_of(get_resolver())))


def names_of(resolver: URLResolver, spaces: tuple[str, ...] = ()) -> Iterator[str]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLPattern):
            if pattern.name:
                yield ":".join((*spaces, pattern.name))
        else:
            space = (pattern.namespace,) if pattern.namespace else ()
            yield from names_of(pattern, (*spaces, *space))


def entry_addresses() -> dict[str, str]:
    """The pages of entries; of those with role levels, of one that has some."""
    level = RoleLevel.objects.published().exclude(grade=None).select_related("role__family").first()
    skill = Skill.objects.published().filter(requirements__role_level=level.pk).first()
    skill = skill or Skill.objects.published().first()
    grade = level.grade or Grade.objects.first()
    return {
        "families:family": level.family.get_absolute_url(),
        "roles:role": level.role.get_absolute_url(),
        "roles:level": level.get_absolute_url(),
        "skills:framework": skill.framework.get_absolute_url(),
        "skills:skill": skill.get_absolute_url(),
        "grades:structure": grade.structure.get_absolute_url(),
        "grades:grade": grade.get_absolute_url(),
        "workstreams:workstream": Workstream.objects.published().first().get_absolute_url(),
        "source": Source.objects.first().get_absolute_url(),
    }


def other_addresses() -> dict[str, str]:
    """What has arguments and is of no entry; of an import itself, see ``import_addresses``."""
    return {
        "password_reset_confirm": reverse("password_reset_confirm", args=["MQ", "set-password"]),
        "previews:page": reverse("previews:page", args=["import", UUID(int=0), ""]),
        "previews:open": reverse("previews:open", args=["import", UUID(int=0)]),
        "previews:link": reverse("previews:link", args=["no-token", ""]),
        "previews:share": reverse("previews:share", args=["import", UUID(int=0)]),
        "imports:new": reverse("imports:new", args=["roles"]),
        "imports:file": reverse("imports:file", args=["roles", "template", "csv"]),
    }


IMPORT_PAGES = {
    "imports:import": (),
    "imports:columns": (),
    "imports:questions": ("skill-framework",),
    "imports:values": ("grade-names", "csv"),
    "imports:upload-values": ("grade-names",),
    "imports:notes": ("text-is-struck-through",),
    "imports:preview": (),
    "imports:undo": (),
    "imports:undo-edited": (),
    "imports:messages": ("csv",),
    "imports:left-open": (),
    "imports:differences": (),
}


def needs_an_import(name: str) -> bool:
    return name in IMPORT_PAGES


def import_addresses(imported: Import) -> dict[str, str]:
    """The pages of one import, whatever its state, by the names of their routes."""
    return {
        name: reverse(name, args=[imported.pk, *others]) for name, others in IMPORT_PAGES.items()
    }


def admin_addresses() -> dict[str, str]:
    """The pages of the admin for each model, of one entry where there is any, by their routes."""
    names = ("index", "login", "autocomplete", "jsi18n", "password_change")
    addresses = {f"admin:{name}": reverse(f"admin:{name}") for name in names}
    for model in admin.site._registry:
        route = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        entry = model._default_manager.first()
        of_entry = ("change", "history", "delete") if entry else ()
        for page in ("changelist", "add", "export", *of_entry):
            name, arguments = f"{route}_{page}", [entry.pk] if page in of_entry else []
            if name in routes():
                addresses[name] = reverse(name, args=arguments)
    return addresses
