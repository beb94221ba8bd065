"""Job families, roles, role levels, what they ask, and workstreams."""

from django.apps import AppConfig


class RolesConfig(AppConfig):
    """Knows skills, grades and the shared base."""

    name = "roles"

    def ready(self) -> None:
        """Have it said before a change takes the order of a role's levels away."""
        from capframe.base.consequences import say_before
        from grades.models import Grade
        from roles.lost_orders import lost_by_grades, lost_by_levels
        from roles.models import RoleLevel

        say_before(RoleLevel, lost_by_levels)
        say_before(Grade, lost_by_grades)
