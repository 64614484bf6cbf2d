from django.apps import AppConfig


class ExpertsConfig(AppConfig):
    name = "tidtam.products.academic.experts"
    label = "academic_experts"

    def ready(self) -> None:
        from tidtam.products.academic.dossier import elsewhere
        from tidtam.web import navigation

        from . import plugin

        navigation.register(plugin.NAVIGATION)
        elsewhere.register(plugin.KEEPER)
        plugin.register_words()
