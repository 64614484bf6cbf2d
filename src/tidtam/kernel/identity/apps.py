from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "tidtam.kernel.identity"
    label = "identity"
