from django.apps import AppConfig


class RegistrationConfig(AppConfig):
    name = "tidtam.kernel.registration"
    label = "registration"

    def ready(self) -> None:
        from . import personal_data, plugin, sealing

        plugin.register_words()
        personal_data.register_all()
        plugin.register_notices()
        sealing.register_rotation()
