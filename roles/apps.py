"""Job families, roles, role levels, what they ask, and workstreams."""

from django.apps import AppConfig


class RolesConfig(AppConfig):
    """Knows skills, grades and the shared base."""

    name = "roles"

    def ready(self) -> None:
        """Have it said before a change takes something away from readers elsewhere."""
        from capframe.base.consequences import say_before
        from grades.models import Grade
        from roles.lost_orders import lost_by_grades, lost_by_levels
        from roles.lost_pages import (
            families_left_empty,
            levels_asking_for,
            levels_lost_with_families,
            levels_lost_with_roles,
        )
        from roles.models import JobFamily, Role, RoleLevel
        from skills.models import Skill

        say_before(RoleLevel, lost_by_levels)
        say_before(Grade, lost_by_grades)
        say_before(RoleLevel, families_left_empty)
        say_before(Role, levels_lost_with_roles)
        say_before(JobFamily, levels_lost_with_families)
        say_before(Skill, levels_asking_for)
