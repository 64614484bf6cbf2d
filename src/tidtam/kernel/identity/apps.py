from django.apps import AppConfig


class IdentityConfig(AppConfig):
    name = "tidtam.kernel.identity"
    label = "identity"

    def ready(self) -> None:
        from . import plugin, sealing

        plugin.register_navigation()
        plugin.register_words()
        sealing.register_rotation()
