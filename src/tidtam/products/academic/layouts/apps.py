from django.apps import AppConfig


class LayoutsConfig(AppConfig):
    name = "tidtam.products.academic.layouts"
    label = "academic_layouts"

    def ready(self) -> None:
        from . import plugin

        plugin.plug_in()
