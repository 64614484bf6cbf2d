from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "tidtam.tracking.publishing"
    label = "tracking_publishing"

    def ready(self) -> None:
        from .plugin import plug_in

        plug_in()
