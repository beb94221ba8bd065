"""The pages that lead into the catalogue."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from grades.models import GradeStructure
from roles.models import JobFamily, Workstream
from skills.models import SkillFramework


def home(request: HttpRequest) -> HttpResponse:
    """What this is, the job families, and the other ways in."""
    context = {
        "families": JobFamily.objects.published().with_numbers(),
        "structures": GradeStructure.objects.with_number_of("grades"),
        "frameworks": SkillFramework.objects.with_number_of("skills"),
        "routes": Workstream.objects.published().exclude(route="").select_related("family"),
    }
    return render(request, "home.html", context)


def accessibility(request: HttpRequest) -> HttpResponse:
    """The accessibility statement."""
    return render(request, "accessibility.html", {"contact": settings.CONTACT})
