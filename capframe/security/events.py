"""What the security log is told of: signing in and out, what was denied, and changes of rights."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.models import Group, Permission, User
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models import Model
from django.db.models.signals import m2m_changed, post_delete, post_save, pre_save
from django.http import HttpRequest, HttpResponse
from django.shortcuts import resolve_url

from capframe.security.log import note, note_when_kept

# Of an account: what decides who may do what, and where a new password is sent to.
RIGHTS = ("username", "email", "is_active", "is_staff", "is_superuser", "password")
# By the signal of a change between an account, a group and a permission.
CHANGES = {"post_add": "got", "post_remove": "lost"}
MEMBERSHIPS = (User.groups.through, User.user_permissions.through, Group.permissions.through)


class DeniedMiddleware:
    """Notes each answer that denies a permission."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 403 or leads_elsewhere(request, response):
            note("permission denied", method=request.method)
        return response


def leads_elsewhere(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether somebody signed in is asked to sign in with another account."""
    location = response.get("Location", "")
    if not location:
        return False
    sign_in = f"{resolve_url(settings.LOGIN_URL)}?"
    return location.startswith(sign_in) and request.user.is_authenticated


def connect() -> None:
    """Listen, from the start of the site on, to whatever changes who may do what."""
    user_logged_in.connect(note_sign_in)
    user_login_failed.connect(note_failure)
    user_logged_out.connect(note_sign_out)
    pre_save.connect(note_changed_account, sender=User)
    post_save.connect(note_new_account, sender=User)
    for model in (User, Group):
        post_delete.connect(note_deletion, sender=model)
    for through in MEMBERSHIPS:
        m2m_changed.connect(note_membership, sender=through)


def note_sign_in(user: User, **kwargs: Any) -> None:
    note("signed in", who=user.get_username())


def note_failure(credentials: dict, request: HttpRequest | None = None, **kwargs: Any) -> None:
    braked = getattr(request, "axes_locked_out", False)
    note("sign-in failed", who=credentials.get("username") or "", braked=braked)


def note_sign_out(user: User | None, **kwargs: Any) -> None:
    if user is not None:
        note("signed out", who=user.get_username())


def note_new_account(instance: User, created: bool, **kwargs: Any) -> None:
    if created:
        rights = {name: getattr(instance, name) for name in ("is_staff", "is_superuser")}
        note_when_kept("account made", account=instance.get_username(), **rights)


def note_changed_account(
    instance: User, update_fields: frozenset[str] | None, **kwargs: Any
) -> None:
    """Say what will be different. Signing in saves the account, too: that asks nothing."""
    watched = set(RIGHTS) & set(RIGHTS if update_fields is None else update_fields)
    if not watched or instance._state.adding:
        return
    before = User.objects.filter(pk=instance.pk).values(*watched).first() or {}
    account = instance.get_username()
    for name, old in sorted(before.items()):
        new = getattr(instance, name)
        if name == "password" and new != old and is_chosen(instance):
            note_when_kept("password changed", account=account)
        elif name != "password" and new != old:
            note_when_kept("account changed", account=account, field=name, old=old, new=new)


def is_chosen(user: User) -> bool:
    """Whether the password is new, not an old one stored in a newer way as somebody signs in."""
    return getattr(user, "_password", None) is not None or not user.has_usable_password()


def note_deletion(instance: User | Group, **kwargs: Any) -> None:
    note_when_kept("deleted", what=name_of(instance))


def note_membership(
    instance: Model,
    action: str,
    reverse: bool,
    model: type[Model],
    pk_set: set[int] | None,
    **kwargs: Any,
) -> None:
    """Who got or lost which group or permission."""
    if action == "pre_clear":
        note_when_kept("rights changed", lost=f"every {model._meta.verbose_name}", **to(instance))
    if action not in CHANGES:
        return
    for other in model._default_manager.filter(pk__in=pk_set or ()):
        holder, right = (other, instance) if reverse else (instance, other)
        note_when_kept("rights changed", **to(holder), **{CHANGES[action]: name_of(right)})


def to(holder: Model) -> dict[str, str]:
    return {"holder": name_of(holder)}


def name_of(entry: Model) -> str:
    if isinstance(entry, Permission):
        return f"permission {'.'.join(entry.natural_key()[1::-1])}"
    return f"{entry._meta.verbose_name} {entry}"
