from django.apps import AppConfig


class FieldsConfig(AppConfig):
    name = "tidtam.kernel.fields"
    label = "fields"

    def ready(self) -> None:
        from . import plugin

        plugin.register_words()
