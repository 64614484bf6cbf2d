from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "tidtam.kernel.access"
    label = "access"
