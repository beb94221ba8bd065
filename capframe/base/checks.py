"""System checks of what the models of the catalogue declare: ``manage.py check``."""

from collections.abc import Iterator
from typing import Any

from django.core.checks import CheckMessage, Error
from django.core.exceptions import FieldDoesNotExist
from django.db.models import CharField, ForeignKey, TextField


def check_part_of(model: Any) -> Iterator[CheckMessage]:
    """The errors in what an entry's model says that it is a part of."""
    if not hasattr(model, "part_of"):
        yield Error(
            f"{model.__name__} does not say whether its entries are parts of others.",
            hint="Set part_of to the name of the foreign key to the whole, or to an empty text.",
            obj=model,
            id="capframe.E001",
        )
    elif model.part_of and not _names_a_whole(model):
        yield Error(
            f"{model.__name__}.part_of, “{model.part_of}”, names no foreign key to another entry "
            "that every part has.",
            hint="Name one that is never empty.",
            obj=model,
            id="capframe.E002",
        )
    elif model.part_of and hasattr(model, "get_absolute_url"):
        yield Error(
            f"{model.__name__} has pages of its own, so that its entries are no parts.",
            hint="Leave part_of empty.",
            obj=model,
            id="capframe.E003",
        )
    elif model.part_of and model.part_of not in {
        name.split("__")[0] for name in model.natural_key_fields
    }:
        yield Error(
            f"The natural key of {model.__name__} does not say in which whole a part stands.",
            hint=f"Let natural_key_fields hold the natural key of its {model.part_of}.",
            obj=model,
            id="capframe.E004",
        )


def check_title_fields(model: Any) -> Iterator[CheckMessage]:
    """The errors in what an entry's model says that its entries are called by."""
    texts = {
        field.name
        for field in model._meta.concrete_fields
        if isinstance(field, (CharField, TextField))
    }
    for name in model.title_fields:
        if name not in texts:
            yield Error(
                f"{model.__name__}.title_fields names “{name}”, which is no text of the model.",
                hint="Name the texts of which the first says what an entry is called, or none.",
                obj=model,
                id="capframe.E005",
            )


def _names_a_whole(model: Any) -> bool:
    try:
        field = model._meta.get_field(model.part_of)
    except FieldDoesNotExist:
        return False
    return (
        isinstance(field, ForeignKey)
        and not field.null
        and hasattr(field.related_model, "natural_key_fields")
    )
