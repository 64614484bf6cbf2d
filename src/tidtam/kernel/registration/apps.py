from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    name = "tidtam.kernel.registration"
    label = "registration"

    def ready(self) -> None:
        from . import plugin, sealing

        plugin.register_words()
        plugin.register_notices()
        sealing.register_rotation()
