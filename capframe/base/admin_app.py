"""The admin as an app whose site is Capframe's. It stands alone: an app is found by its module."""

from django.contrib.admin.apps import AdminConfig


class CapframeAdminConfig(AdminConfig):
    default_site = "capframe.base.admin_site.CapframeAdminSite"
