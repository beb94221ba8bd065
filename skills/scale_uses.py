"""What stands on the scale of a skill's framework, and keeps the skill in it."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.apps import apps
from django.core.exceptions import ValidationError
from django.db.models import ForeignKey, Model

from capframe.base.parts import whole_model, whole_of, whole_path
from capframe.base.uses import Uses

MOST_NAMED = 20


def refuse_to_leave_scale(skill: Any) -> None:
    """Raise ValidationError where the skill's new framework lacks the levels that are said of it.

    The message names the skill's own levels, and what asks for the skill at one.
    """
    uses = [use for model, field in _models_with_levels(skill) for use in _at(model, field, skill)]
    if not uses:
        return
    named = [str(whole_of(use)) for use in uses[:MOST_NAMED]]
    rest = len(uses) - MOST_NAMED
    more = [f"and {rest} more"] if rest > 0 else []
    raise ValidationError(
        {
            "framework": "The skill cannot leave its framework while these say one of that scale’s "
            "levels of it: "
            + "; ".join([*dict.fromkeys(named), *more])
            + ". Remove the levels there first, or add the skill to the other framework."
        }
    )


def uses_by_level(skill: Any) -> dict[int, list[Uses]]:
    """What asks for the skill at a level, by the primary keys of its scale's levels."""
    found: dict[int, dict[Any, set[int]]] = defaultdict(lambda: defaultdict(set))
    for model, field in _models_with_levels(skill):
        part: Any = model
        user: Any = whole_model(part)
        if user is not type(skill):
            rows = part._base_manager.filter(level__isnull=False, **{field: skill.pk}).order_by()
            for level, pk in rows.values_list("level", whole_path(part) or "pk"):
                found[level][user].add(pk)
    return {
        level: [Uses(user, tuple(sorted(pks))) for user, pks in users.items()]
        for level, users in found.items()
    }


def _models_with_levels(skill: Any) -> Iterator[tuple[type[Model], str]]:
    """The models that say a level of a skill, and the names of their fields for the skill."""
    scale = apps.get_model("skills", "ProficiencyLevel")
    for relation in skill._meta.related_objects:
        model = relation.related_model
        fields = [field for field in model._meta.fields if isinstance(field, ForeignKey)]
        if any(field.name == "level" and field.related_model is scale for field in fields):
            yield model, relation.field.name


def _at(model: Any, field: str, skill: Any) -> list[Any]:
    said = model._base_manager.filter(level__isnull=False, **{field: skill.pk})
    return list(said.exclude(level__framework=skill.framework_id).order_by("pk"))
