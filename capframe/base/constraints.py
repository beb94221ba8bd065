"""The database's own checks that several models have."""

from django.db import models
from django.db.models.functions import Trim


def value_is_known(
    model: str, field: str, choices: type[models.TextChoices], *, blank: bool = False
) -> models.CheckConstraint:
    """The database's own check that a field holds one of its choices.

    Args:
        model: its name in lower case.
        field: of the model.
        choices: of the field.
        blank: whether it may hold none of them, where no source says it.
    """
    known = ["", *choices.values] if blank else choices.values
    return models.CheckConstraint(
        condition=models.Q(**{f"{field}__in": known}), name=f"{model}_{field}_is_known"
    )


def not_blank(model: str, field: str) -> models.CheckConstraint:
    """The database's own check that a text is not empty."""
    return models.CheckConstraint(
        condition=~models.Q(**{field: ""}), name=f"{model}_{field}_is_not_blank"
    )


def without_outer_spaces(model: str, field: str) -> models.CheckConstraint:
    """The database's own check that no space stands before or behind a text."""
    return models.CheckConstraint(
        condition=models.Q(**{field: Trim(field)}), name=f"{model}_{field}_is_trimmed"
    )
