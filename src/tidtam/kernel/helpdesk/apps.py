from django.apps import AppConfig


class HelpdeskConfig(AppConfig):
    name = "tidtam.kernel.helpdesk"
    label = "helpdesk"

    def ready(self) -> None:
        from . import plugin

        plugin.plug_in()
