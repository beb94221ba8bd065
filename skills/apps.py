"""Skill frameworks, skills, their levels and indicators."""

from django.apps import AppConfig


class SkillsConfig(AppConfig):
    """Knows grades and the shared base."""

    name = "skills"
