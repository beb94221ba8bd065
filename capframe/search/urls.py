from django.urls import path

from capframe.search import views

urlpatterns = [path("", views.search, name="search")]
