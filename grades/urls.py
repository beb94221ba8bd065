"""Addresses of grade structures and grades."""

from django.urls import path

from grades import views

app_name = "grades"
urlpatterns = [
    path("", views.structures, name="list"),
    path("<slug:structure>/", views.structure, name="structure"),
    path("<slug:structure>/<slug:grade>/", views.grade, name="grade"),
]
