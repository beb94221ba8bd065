"""Addresses that pages link to: http and https only, in forms and in the database."""

from typing import Any

from django.core.validators import URLValidator
from django.db import models

SCHEMES = ["https", "http"]


class WebAddressValidator(URLValidator):
    """Refuses any address but one on the web."""

    schemes = SCHEMES
    message = "Enter a web address that begins with https:// or http://."


class LinkField(models.URLField):
    """An address on the web, so that no link of a page runs a script or opens another program."""

    default_validators = [WebAddressValidator()]

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        """To a migration it is Django's own; the constraint is what a database knows of it."""
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.URLField", args, kwargs


def is_web_address(field: str) -> models.Q:
    """Whether a field holds an address on the web, or nothing."""
    begins = [models.Q(**{f"{field}__istartswith": f"{scheme}://"}) for scheme in SCHEMES]
    return models.Q(**{field: ""}) | begins[0] | begins[1]
