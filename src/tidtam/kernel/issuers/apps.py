from django.apps import AppConfig


class IssuersConfig(AppConfig):
    name = "tidtam.kernel.issuers"
    label = "issuers"

    def ready(self) -> None:
        from . import plugin

        plugin.plug_in()
