from django.apps import AppConfig


class OrgsConfig(AppConfig):
    name = "tidtam.kernel.orgs"
    label = "orgs"

    def ready(self) -> None:
        from . import plugin

        plugin.register_navigation()
        plugin.register_words()
