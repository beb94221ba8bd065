"""What a fuzz is let loose on: the seeds, something of every model, imports, and people."""

from django.conf import settings
from django.contrib.auth.models import Group, User
from django.contrib.redirects.models import Redirect
from django.contrib.sites.models import Site
from django.test import Client

from capframe.base.actions import delete
from capframe.plans.unpublished import keep
from skills.models import Skill
from tests.factories import make_skill, sourced
from tests.imports.files import applied, make_import, uploaded

GROUPS = {"viewer": "Viewer", "editor": "Editor", "publisher": "Publisher of imports"}


def add_what_seeds_lack() -> dict[str, str]:
    """Beside the seeds, what is needed; the session key of each kind of person.

    Imports must run in the request.
    """
    Skill.objects.earliest("pk").leadership_examples.create(text="An example", **sourced({}))
    skill = Skill.objects.latest("pk")
    skill.title = "Kept unpublished"
    keep(skill.save, onto=None, by=None, title="Next year")
    delete(entry=make_skill(), by=None, reason="Not needed")
    Redirect.objects.create(site=Site.objects.get(), old_path="/old/", new_path="/new/")
    sessions = {"anonymous": ""}
    for name in ("superuser", *GROUPS):
        client = Client()
        client.force_login(make_person(name))
        sessions[name] = client.cookies[settings.SESSION_COOKIE_NAME].value
        if name in ("superuser", "publisher"):
            uploaded(client)
            uploaded(client, "job_family,role,what is this\na,b,c\n")
            applied(client, f"job_family,role,level\n{name},Auditor,Senior\n")
            for state in ("uploaded", "failed", "expired", "checking"):
                make_import(User.objects.get(username=name), state=state)
    return sessions


def make_person(name: str) -> User:
    user = User.objects.create(username=name, is_staff=True, is_superuser=name == "superuser")
    if name in GROUPS:
        user.groups.add(Group.objects.get(name=GROUPS[name]))
    return user
