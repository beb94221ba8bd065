"""Addresses that name role levels: ``{% load addresses %}``."""

from django import template

from roles.addresses import comparison_address, role_levels_address, step_up_address

register = template.Library()
register.simple_tag(comparison_address)
register.simple_tag(role_levels_address)
register.simple_tag(step_up_address)
