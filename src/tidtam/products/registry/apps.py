from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "tidtam.products.registry"
    label = "registry"

    def ready(self) -> None:
        from tidtam.kernel.keys.rotation import SealedColumn
        from tidtam.kernel.keys.rotation import register as register_sealed
        from tidtam.tracking.plugins import register as register_product
        from tidtam.web.navigation import register as register_entry

        from .models import RegistryMistake
        from .plugin import NAVIGATION, plugin, register_words
        from .queries.imports import field_of_mistake

        register_product(plugin)
        for entry in NAVIGATION:
            register_entry(entry)
        register_words()
        register_sealed(SealedColumn("registry mistakes", RegistryMistake, "sealed_found", field_of_mistake))
