from django.apps import AppConfig


class AgenciesConfig(AppConfig):
    name = "tidtam.kernel.agencies"
    label = "agencies"

    def ready(self) -> None:
        from . import personal_data, plugin

        plugin.plug_in()
        personal_data.register_all()
