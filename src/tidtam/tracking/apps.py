from django.apps import AppConfig


class TrackingConfig(AppConfig):
    name = "tidtam.tracking"
    label = "tracking"
