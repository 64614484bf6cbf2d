from django.apps import AppConfig


class ExpertsConfig(AppConfig):
    name = "tidtam.products.academic.experts"
    label = "academic_experts"

    def ready(self) -> None:
        from tidtam.web.navigation import register

        from . import plugin

        register(plugin.NAVIGATION)
        plugin.register_words()
