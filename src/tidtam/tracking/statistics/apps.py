from django.apps import AppConfig


class StatisticsConfig(AppConfig):
    name = "tidtam.tracking.statistics"
    label = "tracking_statistics"
