from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig


class RoofConfig(AppConfig):
    name = "blitar_registry"


class RegistryAdminConfig(AdminConfig):
    """Django's admin, on our own site class."""

    default_site = "blitar_registry.admin.RegistryAdminSite"
