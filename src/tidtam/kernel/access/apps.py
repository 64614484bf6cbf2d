from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "tidtam.kernel.access"
    label = "access"

    def ready(self) -> None:
        from . import plugin

        plugin.plug_in()
