from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "tidtam.kernel.identity"
    label = "identity"

    def ready(self) -> None:
        from . import personal_data, plugin, sealing

        plugin.register_navigation()
        plugin.register_words()
        plugin.register_notices()
        personal_data.register_all()
        sealing.register_rotation()
