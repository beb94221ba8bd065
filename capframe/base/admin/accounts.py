"""Accounts and groups: Django’s own, whose names stand in the history and on pages as texts do."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest

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
    """As Django has it for superusers.

    Whoever else may change accounts looks after people: makes accounts, says who is active and in
    which groups, gives new passwords. They make nobody a superuser, hand out no single permission,
    and change no superuser's account nor the rights of their own.
    """

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may_change = super().has_change_permission(request, obj)
        return may_change and (obj is None or not obj.is_superuser or is_superuser(request))

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        may_delete = super().has_delete_permission(request, obj)
        return may_delete and (obj is None or not obj.is_superuser or is_superuser(request))

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The form's parts, without what only superusers say."""
        parts = super().get_fieldsets(request, obj)
        if is_superuser(request):
            return parts
        return [(title, {**part, "fields": without_rights(part)}) for title, part in parts]

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """What is only shown: of one's own account, one's rights too."""
        fields = super().get_readonly_fields(request, obj)
        is_own = obj is not None and obj.pk == request.user.pk
        return fields if is_superuser(request) or not is_own else (*fields, *OWN_RIGHTS)


# What only a superuser gives, and what nobody else gives to themselves.
RIGHTS = ("is_superuser", "user_permissions")
OWN_RIGHTS = ("is_active", "is_staff", "groups")


def is_superuser(request: HttpRequest) -> bool:
    return bool(getattr(request.user, "is_superuser", False))


def without_rights(part: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(name for name in part["fields"] if name not in RIGHTS)


@admin.register(Group)
class NamedGroupAdmin(NamesMixin, GroupAdmin):
    """As Django has it, but for that."""
