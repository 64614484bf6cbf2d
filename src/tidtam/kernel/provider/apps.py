from django.apps import AppConfig


class ProviderConfig(AppConfig):
    name = "tidtam.kernel.provider"
    label = "provider"

    def ready(self) -> None:
        from tidtam.kernel.programs import token_doors

        from . import personal_data, plugin, sealing
        from .server import server_of_service

        plugin.register_words()
        plugin.register_navigation()
        sealing.register_rotation()
        personal_data.register_all()
        token_doors.register(server_of_service)
