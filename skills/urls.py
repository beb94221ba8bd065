"""Addresses of skill frameworks and skills."""

from django.urls import path

from skills import views

app_name = "skills"
urlpatterns = [
    path("", views.frameworks, name="list"),
    path("<slug:framework>/", views.framework, name="framework"),
    path("<slug:framework>/<slug:skill>/", views.skill, name="skill"),
]
