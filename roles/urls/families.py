"""Addresses of job families."""

from django.urls import path

from roles.views import families

app_name = "families"
urlpatterns = [
    path("", families.families, name="list"),
    path("<slug:slug>/", families.family, name="family"),
]
