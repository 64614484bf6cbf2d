from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "tidtam.kernel.orgs"
    label = "orgs"
