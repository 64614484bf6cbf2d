from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "tidtam.products.registry"
    label = "registry"

    def ready(self) -> None:
        from tidtam.tracking.plugins import register as register_product
        from tidtam.web.navigation import register as register_entry

        from .plugin import NAVIGATION, plugin, register_words

        register_product(plugin)
        for entry in NAVIGATION:
            register_entry(entry)
        register_words()
