from django.apps import AppConfig


class AcademicConfig(AppConfig):
    name = "tidtam.products.academic"
    label = "academic"

    def ready(self) -> None:
        from tidtam.products.academic.plugin import navigation, plugin, register_words
        from tidtam.tracking.plugins import register as register_product
        from tidtam.web.navigation import register as register_entry

        register_product(plugin)
        register_entry(navigation)
        register_words()
