"""Addresses under /admin/password_reset/, named as Django's own views and the admin expect."""

from django.urls import path

from capframe.security.password_reset import Complete, Confirm, Done, Reset

urlpatterns = [
    path("", Reset.as_view(), name="admin_password_reset"),
    path("done/", Done.as_view(), name="password_reset_done"),
    path("complete/", Complete.as_view(), name="password_reset_complete"),
    path("<uidb64>/<token>/", Confirm.as_view(), name="password_reset_confirm"),
]
