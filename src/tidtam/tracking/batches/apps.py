from django.apps import AppConfig


class BatchesConfig(AppConfig):
    name = "tidtam.tracking.batches"
    label = "tracking_batches"
