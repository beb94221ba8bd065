"""Addresses of roles and role levels."""

from django.urls import path

from roles.views import levels, listing

app_name = "roles"
urlpatterns = [
    path("", listing.role_levels, name="list"),
    path("<slug:role>/", levels.role, name="role"),
    path("<slug:role>/<slug:level>/", levels.level, name="level"),
]
