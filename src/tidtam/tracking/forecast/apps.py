from django.apps import AppConfig


class ForecastConfig(AppConfig):
    name = "tidtam.tracking.forecast"
    label = "tracking_forecast"

    def ready(self) -> None:
        from tidtam.tracking.parts import register

        from .pages import case_part, process_part

        register("subject", 10, case_part)
        register("officer", 10, case_part)
        register("process", 10, process_part)
