from django.apps import AppConfig


class VerificationConfig(AppConfig):
    name = "tidtam.kernel.verification"
    label = "verification"

    def ready(self) -> None:
        from . import personal_data, plugin, sealing

        plugin.register_words()
        plugin.register_notices()
        plugin.register_navigation()
        plugin.leave_open()
        sealing.register_rotation()
        personal_data.register_all()
