from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "tidtam.tracking.api"
    label = "tracking_api"
