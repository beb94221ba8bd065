"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

from capframe import previews, views
from capframe.home import home
from roles.views.compare import comparison
from roles.views.step_up import step_up_page
from roles.views.tray import tray

urlpatterns = [
    path("", home, name="home"),
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
    path(previews.BEGINNING, include("capframe.previews.urls")),
    path("sources/", views.sources, name="sources"),
    path("sources/<slug:slug>/", views.source, name="source"),
    path("accessibility/", views.accessibility, name="accessibility"),
    path("healthz", views.healthz, name="healthz"),
    path(".well-known/security.txt", views.security_txt, name="security-txt"),
    path("robots.txt", views.robots_txt, name="robots-txt"),
    path("admin/password_reset/", include("capframe.security.urls")),
    path("admin/", admin.site.urls),
]

handler500 = "capframe.views.server_error"
