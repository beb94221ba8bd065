"""Plans: what would change, kept, shown, carried out and taken back."""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "capframe.plans"
    label = "plans"
    verbose_name = "Changes"
