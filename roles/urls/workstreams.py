"""Addresses of workstreams."""

from django.urls import path

from roles.views import workstreams

app_name = "workstreams"
urlpatterns = [
    path("", workstreams.workstreams, name="list"),
    path("<slug:slug>/", workstreams.workstream, name="workstream"),
]
