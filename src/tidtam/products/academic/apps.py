from django.apps import AppConfig


class AcademicConfig(AppConfig):
    name = "tidtam.products.academic"
    label = "academic"

    def ready(self) -> None:
        from tidtam.products.academic.plugin import inside_part, navigation, opened_part, plugin, register_words
        from tidtam.tracking import parts
        from tidtam.tracking.plugins import register as register_product
        from tidtam.web.navigation import register as register_entry

        register_product(plugin)
        parts.register("subject", 60, opened_part)
        parts.register("officer", 60, inside_part)
        register_entry(navigation)
        register_words()
