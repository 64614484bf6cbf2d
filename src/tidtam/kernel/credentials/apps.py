from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "tidtam.kernel.credentials"
    label = "credentials"

    def ready(self) -> None:
        from . import plugin

        plugin.register_navigation()
        plugin.register_words()
        plugin.register_notices()
