from django.apps import AppConfig


class HelpdeskConfig(AppConfig):
    name = "tidtam.kernel.helpdesk"
    label = "helpdesk"

    def ready(self) -> None:
        from . import personal_data, plugin

        plugin.plug_in()
        personal_data.register_all()
