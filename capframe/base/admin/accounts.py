"""Accounts and groups: Django’s own, whose names stand in the history and on pages as texts do."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User

from capframe.base.characters import refuse_characters

admin.site.unregister((User, Group))


class NamesMixin(admin.options.BaseModelAdmin):
    """Names hold no characters that no text may hold."""

    def formfield_for_dbfield(self, *args: Any, **kwargs: Any) -> Any:
        field = super().formfield_for_dbfield(*args, **kwargs)
        if isinstance(field, forms.CharField):
            field.validators.append(refuse_characters)
        return field


@admin.register(User)
class AccountAdmin(NamesMixin, UserAdmin):
    """As Django has it, but for that."""


@admin.register(Group)
class NamedGroupAdmin(NamesMixin, GroupAdmin):
    """As Django has it, but for that."""
