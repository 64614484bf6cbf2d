from django.apps import AppConfig


class Configuration(AppConfig):
    name = "tidtam.config"
    label = "config"
