from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "tidtam.tracking.api"
    label = "tracking_api"

    def ready(self) -> None:
        from tidtam.kernel.identity import api_scopes

        from .choices import SCOPES

        api_scopes.register(*SCOPES)
