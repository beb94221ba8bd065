"""Job families, roles, role levels, what they ask, and workstreams."""

from django.apps import AppConfig


class RolesConfig(AppConfig):
    """Knows skills, grades and the shared base."""

    name = "roles"
