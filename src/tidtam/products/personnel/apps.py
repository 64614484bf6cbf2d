from django.apps import AppConfig


class PersonnelConfig(AppConfig):
    name = "tidtam.products.personnel"
    label = "personnel"

    def ready(self) -> None:
        from tidtam.tracking import parts
        from tidtam.tracking.plugins import register as register_product
        from tidtam.web.navigation import register as register_entry

        from .plugin import NAVIGATION, own_part, plugin, register_words

        register_product(plugin)
        parts.register("subject", 70, own_part)
        for entry in NAVIGATION:
            register_entry(entry)
        register_words()
