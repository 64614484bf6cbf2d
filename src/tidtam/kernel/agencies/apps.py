from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "tidtam.kernel.agencies"
    label = "agencies"

    def ready(self) -> None:
        from . import plugin

        plugin.plug_in()
