from django.apps import AppConfig


class CredentialsConfig(AppConfig):
    name = "tidtam.kernel.credentials"
    label = "credentials"

    def ready(self) -> None:
        from . import personal_data, plugin

        plugin.register_words()
        plugin.register_ways_in()
        personal_data.register_all()
