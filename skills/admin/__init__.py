"""Skill frameworks, skills and their levels in the admin."""

from skills.admin import frameworks, skills  # noqa: F401 - registers them
