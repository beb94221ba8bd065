"""Addresses under /preview/: each begins those of a whole site of its own."""

from django.urls import path, re_path

from capframe.previews import views

app_name = "previews"

urlpatterns = [
    path("open/<str:kind>/<str:key>/", views.open_preview, name="open"),
    path("share/<str:kind>/<str:key>/", views.share, name="share"),
    re_path(r"^link/(?P<token>[^/]+)/(?P<rest>.*)$", views.page_by_link, name="link"),
    re_path(r"^(?P<kind>[a-z.]+)/(?P<key>[-0-9a-f]+)/(?P<rest>.*)$", views.page, name="page"),
]
