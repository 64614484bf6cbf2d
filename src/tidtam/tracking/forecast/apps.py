from django.apps import AppConfig


class ForecastConfig(AppConfig):
    name = "tidtam.tracking.forecast"
    label = "tracking_forecast"
