"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

from capframe import sources, views, wellknown
from roles.views.compare import comparison
from roles.views.step_up import step_up_page
from roles.views.tray import tray

urlpatterns = [
    path("", views.home, name="home"),
    path("families/", include("roles.urls.families")),
    path("roles/", include("roles.urls.levels")),
    path("compare/", comparison, name="compare"),
    path("compare/tray/", tray, name="tray"),
    path("step-up/", step_up_page, name="step-up"),
    path("skills/", include("skills.urls")),
    path("grades/", include("grades.urls")),
    path("workstreams/", include("roles.urls.workstreams")),
    path("search/", include("capframe.search.urls")),
    path("import/", include("capframe.imports.urls")),
    path("sources/", sources.sources, name="sources"),
    path("sources/<slug:slug>/", sources.source, name="source"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("healthz", wellknown.healthz, name="healthz"),
    path(".well-known/security.txt", wellknown.security_txt, name="security-txt"),
    path("robots.txt", wellknown.robots_txt, name="robots-txt"),
    path("admin/", admin.site.urls),
]

handler500 = "capframe.errors.server_error"
