from django.apps import AppConfig


class AuditConfig(AppConfig):
    name = "tidtam.kernel.audit"
    label = "audit"

    def ready(self) -> None:
        from . import personal_data, plugin

        plugin.register_navigation()
        plugin.register_words()
        personal_data.register_all()
