from django.apps import AppConfig


class DatarightsConfig(AppConfig):
    name = "tidtam.products.datarights"
    label = "datarights"

    def ready(self) -> None:
        from tidtam.tracking import parts
        from tidtam.tracking.plugins import register as register_product
        from tidtam.web.navigation import register as register_entry

        from .personal_data import register_own_terms
        from .plugin import NAVIGATION, own_part, plugin, register_words

        register_product(plugin)
        parts.register("subject", 75, own_part)
        for entry in NAVIGATION:
            register_entry(entry)
        register_words()
        register_own_terms()
