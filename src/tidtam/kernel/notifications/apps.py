from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "tidtam.kernel.notifications"
    label = "notifications"

    def ready(self) -> None:
        from . import checks, personal_data, plugin, sealing  # noqa: F401 - the checks register themselves

        plugin.register_navigation()
        plugin.register_words()
        personal_data.register_all()
        sealing.register_rotation()
