"""The kinds of file that can be imported, by their names in addresses and commands."""

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from capframe.base.models import Entry, Source
from capframe.plans.files.choices import Choices
from capframe.plans.files.import_kinds import ImportKind
from grades.importing import GRADES
from roles.importing import ORDER, ROLES
from roles.importing.asking_roles import plan_skills_beside_roles
from skills.importing import SKILLS

if TYPE_CHECKING:
    from capframe.imports.models import Import

# What lies above skills has a say in their files.
WITH_ROLES = replace(SKILLS, plan_rows=plan_skills_beside_roles)
IMPORT_KINDS: dict[str, ImportKind] = {
    kind.name: kind for kind in (ROLES, WITH_ROLES, GRADES, ORDER)
}


def kinds_allowed_to(user: Any) -> dict[str, ImportKind]:
    """The kinds that a user may import: all that they touch, they may add and change."""
    if not user.has_perm("roles.import_roles"):
        return {}
    return {
        name: kind for name, kind in IMPORT_KINDS.items() if user.has_perms(permissions_for(kind))
    }


def permissions_for(kind: ImportKind) -> list[str]:
    """To change every model of a kind; where it makes new entries, to add them and the document.

    The document is that which they come from.
    """
    models: tuple[type[Entry], ...] = (Source, *kind.models) if kind.creates else kind.models
    actions = ("add", "change") if kind.creates else ("change",)
    return [
        f"{model._meta.app_label}.{action}_{model._meta.model_name}"
        for model in models
        for action in actions
    ]


def read_choices(imported: "Import", by: Any) -> Choices:
    """The choices of an import, and what somebody may add beside what every such file adds.

    Args:
        imported: that somebody answers the questions of.
        by: who that is; None for a command that does not say it, which may add everything.
    """
    kind = IMPORT_KINDS[imported.kind]
    adds: dict[str, Iterable[Any]] = {one.option: one.adds for one in kind.defaults}
    adds |= {one.group: [one.adds] for one in kind.value_columns if one.adds is not None}
    may_add = (group for group, models in adds.items() if by is None or _may_add(by, *models))
    return replace(imported.read_choices(), may_add=frozenset(may_add))


def find_forbidden(imported: "Import", user: Any) -> str:
    """What a checked import would add that somebody may not add, in words; empty for nothing."""
    created, kind = imported.counts.get("created", {}), IMPORT_KINDS[imported.kind]
    adds: list[Any] = [model for default in kind.defaults for model in default.adds]
    adds += [column.adds for column in kind.value_columns if column.adds is not None]
    for model in adds:
        if model._meta.label_lower in created and not _may_add(user, model):
            return str(model._meta.verbose_name_plural)
    return ""


def _may_add(user: Any, *models: Any) -> bool:
    return user.has_perms([f"{one._meta.app_label}.add_{one._meta.model_name}" for one in models])
