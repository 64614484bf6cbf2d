from django.apps import AppConfig


class ProgramsConfig(AppConfig):
    name = "tidtam.kernel.programs"
    label = "programs"

    def ready(self) -> None:
        from . import plugin

        plugin.plug_in()
