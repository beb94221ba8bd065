"""Addresses under /admin/password_reset/, named as Django's own views and the admin expect."""

from django.contrib.auth import views
from django.urls import path

from capframe.security.password_reset import Confirm, Reset

urlpatterns = [
    path("", Reset.as_view(), name="admin_password_reset"),
    path("done/", views.PasswordResetDoneView.as_view(), name="password_reset_done"),
    path("complete/", views.PasswordResetCompleteView.as_view(), name="password_reset_complete"),
    path("<uidb64>/<token>/", Confirm.as_view(), name="password_reset_confirm"),
]
