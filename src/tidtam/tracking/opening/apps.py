from django.apps import AppConfig


class OpeningConfig(AppConfig):
    name = "tidtam.tracking.opening"
    label = "tracking_opening"

    def ready(self) -> None:
        from .plugin import plug_in

        plug_in()
